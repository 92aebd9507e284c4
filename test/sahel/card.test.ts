import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { arrowsOf, countedTable } from './card.js';
import { shippedModel } from './shipped.js';

const card = readFileSync('models/sahel/README.md', 'utf8');

it('the card counts parameters and links by what they rest on as the model has them', () => {
  expect(card).toContain(countedTable(shippedModel()));
});

it('a link is found where an equation uses a quantity, through memories, and graded by the numbers beside it', () => {
  const arrows = arrowsOf(shippedModel());
  const arrow = (from: string, to: string) =>
    arrows.find((one) => one.from === from && one.to === to);
  expect(arrow('grievance', 'pressure_grievance')).toEqual({
    from: 'grievance',
    to: 'pressure_grievance',
    grade: 'QE',
  });
  // Remembered with `smooth`.
  expect(arrow('forces_killed', 'reprisal_now')?.grade).toBe('assumed');
  expect(arrow('tempo', 'killed')?.grade).toBe('assumed');
  // In one equation, each link has the grade of its own factor.
  expect(arrow('pact', 'civilians_killed_by_groups')?.grade).toBe('DES');
  expect(arrow('policing_working', 'civilians_killed_by_groups')?.grade).toBe('RCT');
  expect(arrow('disunity', 'civilians_killed_by_groups')?.grade).toBe('assumed');
  // A sum has no number of its own.
  expect(arrow('attacks', 'all_attacks')).toEqual({ from: 'attacks', to: 'all_attacks' });
  expect(arrow('presence_2022', 'ceiling')).toBeUndefined();
});

it('the card counts findings and how they were read as evidence.yaml has them', () => {
  const entries = readFileSync('models/sahel/evidence.yaml', 'utf8')
    .split(/^(?=E\d\d:)/m)
    .slice(1);
  const used = new Set([...shippedModel().variables.values()].flatMap(({ evidence }) => evidence));
  const cited = entries.filter((entry) => used.has(entry.slice(0, 3)));
  const tagged = (tag: string) =>
    cited.filter((entry) => entry.includes(`\n  tag: ${tag}\n`)).length;
  const says =
    `\`evidence.yaml\` holds ${entries.length} findings; ${cited.length} are cited. Of those, ` +
    `${tagged('P')} were read in the primary text, ${tagged('S')} at second hand, ` +
    `${tagged('A')} have a sign that was read and a size from memory, and ${tagged('M')} are wholly from memory`;
  expect(card).toContain(says);
});
