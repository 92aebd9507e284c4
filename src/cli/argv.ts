import type { Command } from 'commander';

/**
 * Arguments in the order that the parser wants: options behind the command, wherever they were given, so that
 * `toguna --worlds 5 run x` means `toguna run --worlds 5 x`; and `toguna help run` means `toguna run --help`.
 */
export function inOrder(argv: readonly string[], program: Command): string[] {
  const at = operandAt(argv, withValue(program));
  const name = argv[at];
  const isCommand = (word: string) => program.commands.some((one) => one.name() === word);
  if (name === 'help') {
    const topic = argv.slice(at + 1).find((one) => !one.startsWith('-'));
    if (topic === undefined) return ['--help'];
    // The parser says that there is no such command.
    return isCommand(topic) ? [topic, '--help'] : [topic];
  }
  if (name === undefined || !isCommand(name)) return [...argv];
  return [name, ...argv.slice(0, at), ...argv.slice(at + 1)];
}

/** Options that take the next argument as their value. */
function withValue(program: Command): ReadonlySet<string> {
  const options = [program, ...program.commands].flatMap((one) => one.options);
  const flags = options
    .filter((one) => one.required || one.optional)
    .flatMap((one) => [one.short, one.long]);
  return new Set(flags.flatMap((flag) => flag ?? []));
}

/** The place of the first argument that is neither an option nor the value of one. */
function operandAt(argv: readonly string[], takesValue: ReadonlySet<string>): number {
  let at = 0;
  while (at < argv.length) {
    const one = argv[at] ?? '';
    if (one === '--') return argv.length;
    if (!one.startsWith('-') || one === '-') return at;
    at += takesValue.has(one) ? 2 : 1;
  }
  return at;
}
