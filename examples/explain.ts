// What a variable is, what it follows from, and what it rests on; a wrong name is told with the nearest right one.
// node explain.ts [MODEL] [NAME]
import { explain, formatDiagnostics, InputError } from 'toguna';

const [model = 'sahel', name = 'recruits_mali'] = process.argv.slice(2);
try {
  const { title, unit, equation } = explain(model, name);
  console.log(title, unit, equation);
} catch (error) {
  if (!(error instanceof InputError)) throw error;
  console.error(formatDiagnostics(error.diagnostics));
  process.exitCode = 2;
}
