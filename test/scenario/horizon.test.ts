import { expect, it } from 'vitest';
import { Diagnostics } from '../../src/diagnostics/diagnostic.js';
import { parseYaml } from '../../src/diagnostics/yaml.js';
import type { Model, ModelTime } from '../../src/model/model.js';
import { type ScenarioDocument, scenarioSchema } from '../../src/scenario/document.js';
import { readHorizon } from '../../src/scenario/horizon.js';
import type { Part } from '../../src/scenario/part.js';

const monthly: ModelTime = {
  unit: 'month',
  calendar: { origin: 2022 * 12 },
  start: 0,
  end: 59,
  stepsPerReport: 4,
  report: 1,
  method: 'euler',
};
const plain: ModelTime = {
  unit: 'year',
  start: 1,
  end: 2,
  stepsPerReport: 5,
  report: 0.1,
  method: 'rk4',
};

function horizon(time: ModelTime, text: string) {
  const diagnostics = new Diagnostics();
  const yaml = parseYaml<ScenarioDocument>('s.yaml', text, scenarioSchema, diagnostics);
  if (yaml === undefined) throw new Error('the text does not pass the schema');
  const { from, to } = yaml.value;
  const part = <T>(key: string, value: T | null | undefined): { [key: string]: Part<T> } =>
    value === undefined || value === null ? {} : { [key]: { value, file: yaml, path: [key] } };
  const merged = { at: yaml.placeOf([]), ...part('from', from), ...part('to', to) };
  const found = readHorizon(merged, { time } as Model, diagnostics);
  const problems = diagnostics.list().map(({ place, message, expected }) => {
    const wanted = expected === undefined ? '' : `; expected ${expected}`;
    return `${place.line}:${place.column} ${message}${wanted}`;
  });
  return found ?? problems;
}

it('is that of the model when the scenario says nothing', () => {
  expect(horizon(monthly, 'title: A')).toEqual({
    start: 0,
    report: 1,
    stepsPerReport: 4,
    reports: 60,
    steps: 240,
    method: 'euler',
  });
  // From 1 to 2 by 0.1: eleven reports, both ends included, and ten intervals of five steps.
  expect(horizon(plain, 'title: A')).toEqual({
    start: 1,
    report: 0.1,
    stepsPerReport: 5,
    reports: 11,
    steps: 50,
    method: 'rk4',
  });
});

it('counts months from the start of the model, before it too', () => {
  expect(horizon(monthly, 'from: 2023-01\nto: 2023-01')).toMatchObject({
    start: 12,
    reports: 1,
    steps: 4,
  });
  expect(horizon(monthly, 'from: 2021-11\nto: 2022-02')).toMatchObject({
    start: -2,
    reports: 4,
    steps: 16,
  });
});

it('takes numbers where the model counts plain numbers', () => {
  expect(horizon(plain, 'from: 0.3\nto: 0.9')).toMatchObject({ start: 0.3, reports: 7, steps: 30 });
});

it('refuses what cannot be run', () => {
  expect(horizon(monthly, 'from: 2023-05\nto: 2023-04')).toEqual([
    '2:5 the end of the run (2023-04) is before its start (2023-05)',
  ]);
  expect(horizon(monthly, 'from: 2030-01')).toEqual([
    '1:7 the end of the run (2026-12) is before its start (2030-01)',
  ]);
  expect(horizon(plain, 'to: 1')).toEqual([
    '1:5 the end of the run (1) is the same as its start (1)',
  ]);
  expect(horizon(plain, 'to: 1.25')).toEqual([
    '1:5 the reporting interval (0.1) does not divide the time from 1 to 1.25; expected an end such as 1.2 or 1.3',
  ]);
  expect(horizon(monthly, 'to: 12')).toEqual([
    '1:5 to is 12, and the model counts months; expected a month such as 2022-01',
  ]);
  expect(horizon(plain, 'from: 2022-01')).toEqual([
    "1:7 from is 2022-01, and the model's time is a plain number; expected a number (of year)",
  ]);
  expect(horizon(plain, 'to: 1e9')).toEqual([
    '1:5 the run takes 49999999950 steps; expected at most 1000000',
  ]);
});
