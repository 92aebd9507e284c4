import { z } from 'zod';

/**
 * How good the ground under a number is, best first. The first six are designs of studies, `review` a
 * review of several; `published` is a value that a paper's authors chose, `illustrative` one chosen to show
 * a model, `assumed` one that nobody has measured.
 */
export const GRADES = [
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
] as const;

export const gradeSchema = z.enum(GRADES);
export type Grade = z.infer<typeof gradeSchema>;

/** What the letters mean, for people. */
export const GRADE_WORDS: Readonly<Record<Grade, string>> = {
  RCT: 'randomised trial',
  QE: 'quasi-experiment',
  review: 'review of studies',
  SUR: 'survey',
  DES: 'descriptive data',
  MOD: 'model result',
  EXP: 'expert judgement',
  published: 'value of the published model',
  illustrative: 'illustrative value',
  assumed: 'assumed',
};

/** Whether a number of this grade rests on no observation. */
export function isAssumed(grade: Grade): boolean {
  return grade === 'assumed' || grade === 'illustrative';
}

/** The better of two grades. */
export function betterGrade(a: Grade, b: Grade): Grade {
  return GRADES.indexOf(a) <= GRADES.indexOf(b) ? a : b;
}

const tagWords = {
  P: 'read in the primary text',
  S: 'read in press, a mirror or a secondary text',
  A: 'paper and sign seen, size from memory',
  M: 'from memory',
  D: 'derived by arithmetic',
} as const;

/** A finding in `evidence.yaml`. `tag` says how the number was read: see {@link TAG_WORDS}. */
const finding = z.strictObject({
  citation: z.string().min(1).max(1000),
  finding: z.string().min(1).max(2000),
  where: z.string().max(400).optional(),
  grade: gradeSchema,
  tag: z.enum(['P', 'S', 'A', 'M', 'D']),
  source: z.string().max(1000).optional(),
});

export const evidenceSchema = z.record(
  z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{0,39}$/, 'an identifier such as E01'),
  finding,
);

export type Finding = z.infer<typeof finding>;
export type Evidence = Readonly<Record<string, Finding>>;
export const TAG_WORDS: Readonly<Record<Finding['tag'], string>> = tagWords;
