import { z } from 'zod';
import { calibrationSchema } from '../calibration/read/document.js';
import { checksSchema } from '../checks/document.js';
import { modelSchema } from '../model/document.js';
import { evidenceSchema } from '../model/grade.js';
import { scenarioSchema } from '../scenario/document.js';

export const SCHEMA_KINDS = ['model', 'scenario', 'checks', 'evidence', 'calibration'] as const;
export type SchemaKind = (typeof SCHEMA_KINDS)[number];

const schemas: Readonly<Record<SchemaKind, z.ZodType>> = {
  model: modelSchema,
  scenario: scenarioSchema,
  checks: checksSchema,
  evidence: evidenceSchema,
  calibration: calibrationSchema,
};

/** `toguna schema`: the JSON Schema of a kind of file, for editors that complete and check YAML. */
export function schemaText(kind: SchemaKind): string {
  const schema = z.toJSONSchema(schemas[kind], {
    target: 'draft-7',
    io: 'input',
    unrepresentable: 'any',
  });
  return `${JSON.stringify({ title: `toguna ${kind}`, ...schema }, undefined, 2)}\n`;
}
