import { join } from 'node:path';
import { expect, test } from 'vitest';
import { BINDINGS } from '../../src/tui/bindings.js';
import { WORDS } from '../../src/tui/words.js';
import { EXHIBITS } from './fixtures/gallery.js';

// docs/interface.md is written from the program: after a change, `npx vitest run test/tui/gallery.test.ts -u`.
const FILE = join(import.meta.dirname, '..', '..', 'docs', 'interface.md');

const INTRODUCTION = `# The interface

\`toguna\` opens it on the shipped Mali scenarios, \`toguna explore FILE...\` on others, \`toguna tour\` with five steps that lead through it. It needs 80 columns and 22 rows. Off a terminal, and where \`TERM=dumb\`, the plain table is printed instead.

- **Scenarios**: each with its letter, and its change in the chosen outcome. The baseline A comes first; space keeps a scenario in the chart.
- **Levers**: the policy of the scenario under the cursor as sliders. A move makes a changed copy, which runs at once in the same worlds; \`s\` saves it as a scenario file that says only what differs.
- **Charts**: the chosen outcome over time, or up to six (\`v\`).
- **Map** (\`r\`): the chosen outcome by region. Enter lets the charts show one region, space lets the lever apply there or not.
- **Assumptions** (\`a\`): the parameters that vary over worlds, those that are contested first, each with the share of the spread of the chosen outcome that goes with it. Changing one shows baseline and policy under the changed assumptions as well.
- **Outcomes**: Tab leads there too; the arrows choose a number and \`i\` gives its reason. In a reason, \`h\`, \`l\` and Enter follow what the quantity uses.

The mouse chooses scenarios, sliders, tiles, charts and outcomes, drags sliders and scrolls; with Shift most terminals select text as usual. \`:\` or Ctrl-P lists every action.

Colours follow the terminal: \`NO_COLOR\`, 16, 256 and 24-bit colours, light and dark (asked of the terminal by OSC 11, or told by \`COLORFGBG\`). \`t\` goes through the themes. Hues are Okabe and Ito's, and nothing is told by colour alone.

The words are English or French: \`--lang fr\`, or the locale.
`;

function keyTable(): string {
  const rows = BINDINGS.filter((one) => one.shown !== '').map(({ shown, label }) => {
    const keys = shown.replace('{up}', 'Up').replace('{down}', 'Down').replaceAll('|', '\\|');
    return `| \`${keys}\` | ${WORDS.en.keys[label]} |`;
  });
  return ['| keys | |', '|---|---|', ...rows].join('\n');
}

test('docs/interface.md shows the charts and keys as they are', async () => {
  const exhibits = EXHIBITS.map(({ title, about, draw }) => {
    const lines = draw().map((line) =>
      line
        .map(({ text }) => text)
        .join('')
        .trimEnd(),
    );
    expect(lines.length).toBeGreaterThan(3);
    return `### ${title}\n\n${about}\n\n\`\`\`text\n${lines.join('\n')}\n\`\`\``;
  });
  const note =
    'Drawn from made-up numbers by the code that draws the interface, without its colours: bands are tints there.';
  const text = `${INTRODUCTION}\n## Keys\n\n${keyTable()}\n\n## Gallery\n\n${note}\n\n${exhibits.join('\n\n')}\n`;
  await expect(text).toMatchFileSnapshot(FILE);
});
