import { join } from 'node:path';
import { expect, test } from 'vitest';
import { BINDINGS } from '../../src/tui/keys/bindings.js';
import { WORDS } from '../../src/tui/words/words.js';
import { EXHIBITS } from './fixtures/gallery.js';

// docs/interface.md is written from the program: after a change, `npx vitest run test/tui/gallery.test.ts -u`.
const FILE = join(import.meta.dirname, '..', '..', 'docs', 'interface.md');

const INTRODUCTION = `# The interface

\`toguna\` opens it on the shipped Mali scenarios, \`toguna explore FILE...\` on others, \`toguna tour\` with five steps that lead through it. It needs 80 columns and 22 rows. Off a terminal, and where \`TERM=dumb\`, all three print the plain table instead.

- **Scenarios**: each with its letter, and its change in the chosen outcome. The baseline A comes first; space keeps a scenario in the chart. \`!\` marks a policy that does harm, whatever outcome is shown.
- **Levers**: the policy of the scenario under the cursor as sliders. A move makes a changed copy, which runs at once in the same worlds; \`s\` saves it as a scenario file that says only what differs. \`u\` takes back one step: one press, one drag, one region; Ctrl-R does it again.
- **Charts**: the chosen outcome over time, or up to six (\`v\`).
- **Map** (\`r\`): the chosen outcome by region. Enter lets the charts show one region, space lets the lever named above the map act there or not. While its level is 0 the dots are hollow: choose the regions first, then the level, and the lever acts in these only. Where no region was chosen it acts everywhere.
- **Assumptions** (\`a\`): the parameters that vary over worlds, those that are contested first, each with the share of the spread of the chosen outcome that goes with it. Changing one shows baseline and policy under the changed assumptions as well.
- **Outcomes**: Tab leads there too; the arrows choose a number and \`i\` gives its reason. In a reason, \`h\`, \`l\` and Enter follow what the quantity uses.

The mouse chooses scenarios, sliders, tiles, charts and outcomes, drags sliders and scrolls; with Shift most terminals select text as usual. \`:\` or Ctrl-P lists every action, \`?\` all keys and marks; the arrows scroll it. Pasted text goes into a line that is typed, and does nothing elsewhere; so do keys that are not in the table.

## Warnings

A warning is given when harm by the state rises by at least 1 % in more worlds than it falls, or when an outcome gets worse by at least 1 % in more than a quarter of the worlds. The table of outcomes marks the outcome. The list of scenarios marks the policy: it does harm when an outcome that counts harm to people gives a warning. The mark stays whatever outcome the chart shows.

No share is shown whose error is larger than the share itself. Then it says that so many worlds are too few; \`--json\` has the numbers, with \`tooFew\`.

## Files

\`s\` asks for a name and says in which folder the file will be: beside the scenario that it extends. Scenarios that come with toguna lie in a folder that the next version replaces, and some folders cannot be written to; then it is the working folder, with \`extends: mali/jobs_first\`, which finds the scenario again. \`toguna explore FILE\` opens it.

When the file was changed by another program since it was saved, \`s\` puts both together: what was typed there stays, and the interface shows it. When both changed the same number, or the file cannot be read any more, nothing is written, and \`s\` asks for another name.

\`e\` writes outcomes.csv and paths.csv of what is shown into a new folder \`toguna-export\` in the working folder: both, or neither.

When the interface ends by itself, because of an error or a signal, policies in no file are written to \`NAME_unsaved.yaml\` in the working folder, or in the one for temporary files.

## Looks

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
