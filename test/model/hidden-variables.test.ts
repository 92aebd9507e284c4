import { describe, expect, it } from 'vitest';
import type { Model } from '../../src/model/model.js';
import { formatUnit } from '../../src/model/unit.js';
import { messagesOf, modelOf } from './reading.js';

const text = (equation: string, over = '') => `title: T
time: {unit: month, start: 0, end: 4}
units: [person]
dimensions: {region: {elements: [a, b]}}
parameters:
  x: {title: X, unit: person, value: 1, grade: assumed}
  z: {title: Z, unit: person, over: region, value: 1, grade: assumed}
  tau: {title: Tau, unit: month, value: 3, grade: assumed}
auxiliaries:
  y: {unit: person, ${over}equation: "${equation}"}
`;

/** The hidden variables: name, kind, unit and number of elements. */
function hidden(model: Model): string[] {
  return [...model.variables.values()]
    .filter((one) => one.hidden && !one.name.startsWith('metric__'))
    .map((one) => `${one.name}: ${one.kind}, ${formatUnit(one.unit)}, ${one.size}`);
}

describe('memory functions become hidden variables', () => {
  it.each<[string, readonly string[]]>([
    [
      'smooth(x, tau)',
      ['y__smooth1_change: flow, person/month, 1', 'y__smooth1: stock, person, 1'],
    ],
    [
      'smooth(x, tau, 2)',
      [
        'y__smooth1_1_change: flow, person/month, 1',
        'y__smooth1_1: stock, person, 1',
        'y__smooth1_2_change: flow, person/month, 1',
        'y__smooth1_2: stock, person, 1',
      ],
    ],
    [
      'delay(x, tau, 2)',
      [
        'y__delay1_0: flow, person, 1',
        'y__delay1_1: flow, person, 1',
        'y__delay1_stock1: stock, month*person, 1',
        'y__delay1_2: flow, person, 1',
        'y__delay1_stock2: stock, month*person, 1',
      ],
    ],
    ['delay_fixed(x, tau)', ['y__delay_fixed1: memory, person, 1']],
    ['previous(x)', ['y__previous1: memory, person, 1']],
    [
      'previous(previous(x)) + previous(x)',
      [
        'y__previous1: memory, person, 1',
        'y__previous2: memory, person, 1',
        'y__previous3: memory, person, 1',
      ],
    ],
    ['sum(previous(z))', ['y__previous1: memory, person, 2']],
    ['previous(z[a])', ['y__previous1: memory, person, 1']],
  ])('%s', (equation, names) => {
    const sorted = (list: readonly string[]) =>
      list.map((one) => one.replace('person*month', 'month*person')).sort();
    expect(sorted(hidden(modelOf(text(equation))))).toEqual(sorted(names));
  });

  it('over the dimensions of their arguments, and all at hand when they draw', () => {
    expect(hidden(modelOf(text('x + previous(z)', 'over: region, ')))).toEqual([
      'y__previous1: memory, person, 2',
    ]);
    expect(hidden(modelOf(text('previous(x)', 'over: region, ')))).toEqual([
      'y__previous1: memory, person, 1',
    ]);
    expect(hidden(modelOf(text('previous(poisson(x))', 'over: region, ')))).toEqual([
      'y__previous1: memory, person, 2',
    ]);
  });

  it.each([
    ['smooth(x, tau, 0)', 'the order of smooth must be written as a whole number'],
    ['smooth(x, tau, 51)', 'the order of smooth must be written as a whole number'],
    ['delay(x, tau, 1.5)', 'the order of delay must be written as a whole number'],
    ['delay(x, tau, x / x)', 'the order of delay must be written as a whole number'],
    ['smooth(x)', 'smooth has 1 argument'],
    ['previous(x, x, x)', 'previous has 3 arguments'],
    ['delay_fixed(x, time)', 'the time of delay_fixed varies with time'],
    ['delay_fixed(x, tau + step(tau, 3))', 'the time of delay_fixed varies with time'],
    [
      'delay_fixed(x, exponential(tau))',
      'the time of delay_fixed varies with a draw of exponential',
    ],
    ['delay_fixed(x, moving)', 'the time of delay_fixed varies with moving'],
    ['delay_fixed(x, held)', 'the time of delay_fixed varies with held'],
  ])('%s is refused', (equation, message) => {
    const more =
      '  moving: {unit: month, equation: tau + time}\ninputs:\n  held: {title: H, unit: month, value: 2}\n';
    expect(messagesOf(text(equation) + more)).toEqual([message]);
  });

  it('the time of delay_fixed may follow from parameters through auxiliaries', () => {
    modelOf(`${text('delay_fixed(x, longer)')}  longer: {unit: month, equation: 2 * tau}\n`);
  });

  it('none stands in a first value', () => {
    expect(messagesOf(`${text('x')}stocks:\n  s: {unit: person, initial: previous(x)}\n`)).toEqual([
      'previous cannot stand in an initial value: there is no past yet',
    ]);
  });
});
