import { describe, expect, it } from 'vitest';
import type { Grade } from '../../src/model/grade.js';
import { betterGrade, GRADE_WORDS, GRADES, isAssumed } from '../../src/model/grade.js';
import { messagesOf, modelOf } from './reading.js';

const HEAD = 'title: T\ntime: {unit: month, start: 0, end: 4}\nunits: unchecked\nparameters:\n';
const EVIDENCE = `E01: {citation: A. Author (2001), finding: It rose., grade: SUR, tag: P}
E02: {citation: B. Author (2002), finding: It fell., grade: QE, tag: S}
E03: {citation: C. Author (2003), finding: Nobody knows., grade: EXP, tag: M}
`;
const others = { 'm/evidence.yaml': EVIDENCE };
const gradeOf = (keys: string) => {
  const one = modelOf(`${HEAD}  p: {title: P, value: 1, ${keys}}\n`, others).variables.get('p');
  return { grade: one?.grade, evidence: one?.evidence };
};

describe('the grade of a number', () => {
  it('is the best of its rows of evidence', () => {
    expect(gradeOf('evidence: [E01]')).toEqual({ grade: 'SUR', evidence: ['E01'] });
    expect(gradeOf('evidence: [E03, E02, E01]').grade).toBe('QE');
  });

  it('is the one that is written, if one is', () => {
    expect(gradeOf('grade: assumed, evidence: [E02]')).toEqual({
      grade: 'assumed',
      evidence: ['E02'],
    });
    expect(gradeOf('grade: published').grade).toBe('published');
  });

  it('must be there, and its rows must be too', () => {
    expect(messagesOf(`${HEAD}  p: {title: P, value: 1}\n`, others)).toEqual([
      'parameters.p needs a grade or evidence',
    ]);
    expect(messagesOf(`${HEAD}  p: {title: P, value: 1, evidence: [E9]}\n`, others)).toEqual([
      'evidence.yaml has no row "E9"',
    ]);
    expect(messagesOf(`${HEAD}  p: {title: P, value: 1, grade: guess}\n`)[0]).toMatch(
      'parameters.p.grade',
    );
  });
});

it('the model keeps its evidence, and says which files it read', () => {
  const model = modelOf(`${HEAD}  p: {title: P, value: 1, evidence: [E01]}\n`, others);
  expect(Object.keys(model.evidence)).toEqual(['E01', 'E02', 'E03']);
  expect(model.files).toEqual(['m/model.yaml', 'm/evidence.yaml']);
});

it('grades are ordered from best to worst, and each has a word', () => {
  expect(GRADES).toEqual([
    'RCT',
    'QE',
    'review',
    'SUR',
    'DES',
    'MOD',
    'EXP',
    'published',
    'illustrative',
    'assumed',
  ]);
  GRADES.forEach((a, i) => {
    expect(GRADE_WORDS[a].length).toBeGreaterThan(3);
    GRADES.forEach((b, j) => {
      expect(betterGrade(a, b)).toBe(i <= j ? a : b);
    });
  });
  expect(GRADES.filter(isAssumed)).toEqual<Grade[]>(['illustrative', 'assumed']);
});
