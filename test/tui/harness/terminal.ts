import { spawn } from '@lydell/node-pty';
import { type IBufferCell, Terminal } from '@xterm/headless';

/** A program in a real pseudo-terminal, with a terminal emulator that reads what it draws. */
export interface Session {
  readonly terminal: Terminal;
  /** All bytes the program wrote. */
  output(): string;
  /** The screen as lines of text. */
  screen(): string;
  cell(column: number, row: number): IBufferCell | undefined;
  press(keys: string): void;
  resize(columns: number, rows: number): void;
  /** Waits until the screen satisfies `holds`. */
  until(holds: (screen: string) => boolean, what: string): Promise<string>;
  kill(signal: string): void;
  /** Waits for the end and gives the exit code. */
  ended(): Promise<number>;
}

const PATIENCE_MS = 8000;

export function launch(
  script: string,
  columns: number,
  rows: number,
  env: Readonly<Record<string, string>> = {},
  args: readonly string[] = [],
  patience = PATIENCE_MS,
  folder = process.cwd(),
): Session {
  const terminal = new Terminal({ cols: columns, rows, allowProposedApi: true, scrollback: 100 });
  const inherited = { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '' };
  const pty = spawn(process.execPath, [script, ...args], {
    cols: columns,
    rows,
    cwd: folder,
    // Nothing else is inherited: CI, COLORTERM and the like would change what is drawn.
    env: { ...inherited, TERM: 'xterm-256color', COLORTERM: 'truecolor', LANG: 'C.UTF-8', ...env },
  });
  let bytes = '';
  let updating = false;
  let pending = 0;
  let code: number | undefined;
  pty.onData((data) => {
    bytes += data;
    // A frame that has begun and not ended is half drawn.
    updating = bytes.lastIndexOf('\u001B[?2026h') > bytes.lastIndexOf('\u001B[?2026l');
    pending += 1;
    terminal.write(data, () => {
      pending -= 1;
    });
  });
  pty.onExit(({ exitCode }) => {
    code = exitCode;
  });
  const screen = () => {
    const { active } = terminal.buffer;
    return Array.from(
      { length: terminal.rows },
      (_, row) => active.getLine(active.viewportY + row)?.translateToString(true) ?? '',
    ).join('\n');
  };
  const wait = async (holds: () => boolean, what: string) => {
    const limit = performance.now() + patience;
    while (updating || pending > 0 || !holds()) {
      if (performance.now() > limit)
        throw new Error(`waited for ${what}; the screen shows\n${screen()}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };
  return {
    terminal,
    output: () => bytes,
    screen,
    cell: (column, row) => terminal.buffer.active.getLine(row)?.getCell(column),
    press: (keys) => pty.write(keys),
    resize(newColumns, newRows) {
      terminal.resize(newColumns, newRows);
      pty.resize(newColumns, newRows);
    },
    async until(holds, what) {
      await wait(() => holds(screen()), what);
      return screen();
    },
    kill: (signal) => pty.kill(signal),
    async ended() {
      await wait(() => code !== undefined, 'the program to end');
      return code ?? -1;
    },
  };
}
