import { expect, it } from 'vitest';
import { Diagnostics } from '../../src/diagnostics/diagnostic.js';
import { TextFiles } from '../../src/diagnostics/files.js';
import { readModel } from '../../src/model/read.js';
import { newScenarioText } from '../../src/scenario/new-scenario.js';
import { createReaders, readScenario } from '../../src/scenario/read.js';
import { levels, MODEL, problemsOf } from './small-model.js';

function started(model: string, uncomment = false) {
  const texts = { 'models/small/model.yaml': model };
  const diagnostics = new Diagnostics();
  const small = readModel('models/small/model.yaml', new TextFiles(texts), diagnostics);
  if (small === undefined) throw new Error(problemsOf(diagnostics).join('\n'));
  const text = newScenarioText(small, { model: 'small' });
  const shown = uncomment ? text.replace(/^( *)# (?=[ a-z_]+:)/gm, '$1') : text;
  const files = new TextFiles({ ...texts, 's/new.yaml': shown });
  const readers = createReaders(files, diagnostics);
  const scenario = readScenario('s/new.yaml', readers, files, diagnostics);
  return { text, shown, scenario, problems: problemsOf(diagnostics) };
}

it('is valid as it stands and uses a lever of the model', () => {
  const { scenario, problems, text } = started(MODEL);
  expect(problems).toEqual([]);
  expect(scenario?.interventions).toMatchObject([
    { lever: 'jobs', level: 50, where: ['north', 'south'] },
  ]);
  expect(scenario && levels(scenario, 'jobs')[11]).toBe(50);
  expect(text).toMatchInlineSnapshot(`
    "# A scenario: what differs from the model, or from the scenario it extends. See docs/scenarios.md.
    title: A new scenario
    about: What if this programme came, and everything else stayed as it is?
    model: small
    # from: 2022-01
    # to: 2022-12

    policy:
      first_programme:
        title: "Jobs"
        lever: jobs
        level: 50 # 0 to 100, in person
        regions: [north, south]
        start: 2022-02
        ramp: 6 # months until full delivery
        # end: 2023-01
        # wind_down: 3
        # when: {variable: fighters, above: 100, until: 50} # only while it is high
        # cost: 100 # of one unit for one unit of time, instead of the model

    # assumptions:
    #   rate: {scale: 1.2} # a fifth higher in every world

    # events:
    #   shock:
    #     title: A shock
    #     at: 2022-07
    #     changes: {price: {multiply: 1.1}}
    "
  `);
});

it('is valid with everything uncommented', () => {
  const { problems, shown, scenario } = started(MODEL, true);
  expect(shown).not.toMatch(/^ *# [a-z_]+:/m);
  expect(problems).toEqual([]);
  expect(scenario?.events).toHaveLength(1);
});

it('copes with a model without levers, and with one that counts plain numbers', () => {
  const plain = 'title: P\ntime: {unit: year, start: 0, end: 30}\n';
  expect(started(plain).problems).toEqual([]);
  const lever = `${plain}units: [person]\nlevers: {jobs: {title: "Jobs: many", unit: person, default: 3}}\nreport: [jobs]\n`;
  expect(started(lever).problems).toEqual([]);
  expect(started(lever, true).problems).toHaveLength(1); // A cost, in a model without costs.
});

it('may extend a scenario instead of naming a model', () => {
  const diagnostics = new Diagnostics();
  const files = new TextFiles({ 'models/small/model.yaml': MODEL });
  const small = readModel('models/small/model.yaml', files, diagnostics);
  expect(small && newScenarioText(small, { extends: 'baseline' })).toMatch(/^extends: baseline$/m);
});
