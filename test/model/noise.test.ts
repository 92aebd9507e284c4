import { describe, expect, it } from 'vitest';
import { readText } from './reading.js';

interface Written {
  readonly flow?: string;
  readonly noise?: string;
  readonly time?: string;
  readonly metric?: string;
}

function warnings({
  flow = '1',
  noise = 'normal(0, 1)',
  time = 'start: 0, end: 12, step: 0.25',
  metric = 's',
}: Written): string[] {
  const text = `title: T
time: {unit: month, ${time}}
units: unchecked
stocks:
  s: {unit: 1, initial: 0, inflows: [f]}
flows:
  f: {unit: 1/month, equation: "${flow}"}
auxiliaries:
  noise: {unit: 1, equation: "${noise}"}
metrics:
  m: {title: M, equation: "${metric}", over_time: mean, better: lower}
`;
  return readText(text).problems.map((one) =>
    one.replace(
      /^(\d+):\d+ (\w+): (\w+) .*(the stock s|the metric m|a smooth or delay).*/,
      '$1 $2 $3, $4',
    ),
  );
}

describe('a draw that is added up over steps', () => {
  it('is told, whether it stands in the flow or behind it', () => {
    expect(warnings({ flow: 'poisson(3)' })).toEqual(['7 warning poisson, the stock s']);
    expect(warnings({ flow: '2 + noise' })).toEqual(['9 warning normal, the stock s']);
    expect(warnings({ flow: 'previous(noise, 0)' })).toEqual(['9 warning normal, the stock s']);
    expect(warnings({ flow: 'if(bernoulli(0.1), 5, 0)' })).toEqual([
      '7 warning bernoulli, the stock s',
    ]);
  });

  it('is told in metrics, smooths and delays', () => {
    expect(warnings({ metric: 'noise' })).toEqual(['9 warning normal, the metric m']);
    expect(warnings({ metric: 's + smooth(noise, 6)' })).toEqual([
      '9 warning normal, a smooth or delay',
    ]);
  });

  it('is told with its units too', () => {
    const { problems } = readText(`title: T
time: {unit: month, start: 0, end: 12, step: 0.5}
units: [person]
parameters: {rate: {title: R, unit: person/month, value: 3, grade: assumed}}
stocks: {s: {unit: person, initial: 0}}
flows: {f: {to: s, unit: person/month, equation: "rate * uniform(0, 1)"}}
`);
    expect(problems.map((one) => one.slice(0, 22))).toEqual(['6:58 warning: uniform ']);
  });

  it('says the right form', () => {
    const { problems } = readText(
      'title: T\ntime: {unit: month, start: 0, end: 12, step: 0.1}\nunits: unchecked\nflows:\n  d: {to: x, equation: poisson(3)}\nstocks:\n  x: {initial: 0}\n',
    );
    expect(problems).toEqual([
      '5:24 warning: poisson is drawn in each step of 0.1 month and the stock x adds the draws up: their spread depends on the step; expected an equation with dt, such as poisson(rate * dt) / dt',
    ]);
  });

  it.each<Written>([
    { flow: 'poisson(3 * dt) / dt' },
    { flow: 'noise / sqrt(dt)' },
    { flow: '1', noise: 'poisson(3)' },
    { flow: 's' },
    { flow: 'poisson(3)', time: 'start: 0, end: 12' },
  ])('is right in %j', (written) => {
    expect(warnings(written)).toEqual([]);
  });

  it('is told where a step is an interval, but not a unit', () => {
    const time = 'start: 0, end: 12, step: 3, report: 3';
    expect(warnings({ flow: 'poisson(3)', time })).toEqual(['7 warning poisson, the stock s']);
  });
});
