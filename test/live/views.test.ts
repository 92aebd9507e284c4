import { expect, test } from 'vitest';
import { viewsOf } from '../../src/live/bands.js';
import { modelOf } from '../model/reading.js';

const model = modelOf(`title: Views
time: {unit: month, start: 2022-01, end: 2022-12, step: 1}
units: [person]
dimensions:
  country: {elements: [mali, niger]}
  region: {elements: [north, south, west]}
parameters:
  member: {title: M, unit: 1, over: [country, region], value: 1, grade: assumed}
  rate: {title: R, unit: person/month, over: region, value: 1, grade: assumed}
auxiliaries:
  killed: {title: Killed, unit: person/month, over: region, equation: 2 * rate}
  killed_in: {title: Killed by country, unit: person/month, over: country, equation: 'sum(member * killed, region)'}
  all_killed: {title: All killed, unit: person/month, equation: sum(killed)}
metrics:
  niger: {title: Killed in Niger, unit: person, equation: 'killed_in[niger]', over_time: sum, better: lower}
  all: {title: Killed, unit: person, equation: all_killed, over_time: sum, better: lower}
`);

test('the chart of a metric of one element shows that element, under the name of the metric', () => {
  const [niger, all] = viewsOf(model);
  // The path of killed_in would be that of its first element, Mali.
  expect(niger).toMatchObject({
    variable: 'metric__niger',
    title: 'Killed in Niger',
    unit: 'person/month',
    metric: 'niger',
    byRegion: { variable: 'killed', together: 'sum' },
  });
  expect(all).toMatchObject({ variable: 'all_killed', title: 'All killed', unit: 'person/month' });
});
