import process from 'node:process';
import { render } from 'ink';
import { App } from './app.js';
import type { InterfaceOptions } from './open.js';
import { restoreOnEnd } from './restore.js';
import { Screen } from './screen.js';
import type { SnapshotSource } from './snapshot.js';
import { suspender } from './suspend.js';
import { backgroundOf, colourTierOf, glyphSetOf } from './terminal.js';
import { makeTheme, type Theme } from './theme.js';

/** Draws the interface on the terminal until the person leaves it. */
export async function startInterface(
  source: SnapshotSource,
  options: InterfaceOptions,
): Promise<void> {
  const { env, stdin, stdout } = process;
  const tier = options.color ?? colourTierOf(env);
  const background = options.background ?? backgroundOf(env);
  const glyphs = options.glyphs ?? glyphSetOf(env);
  const other = background === 'dark' ? 'light' : 'dark';
  const themes: readonly [Theme, ...Theme[]] = [
    makeTheme(tier, background, glyphs),
    ...(tier === 'none'
      ? []
      : [makeTheme(tier, other, glyphs), makeTheme('none', background, glyphs)]),
  ];
  const screen = new Screen(stdout);
  const unwatch = restoreOnEnd(() => screen.close());
  const { suspend, stop } = suspender(screen, stdin);
  screen.open();
  try {
    const app = (
      <App
        source={source}
        themes={themes}
        language={options.language ?? 'en'}
        window={screen}
        suspend={suspend}
      />
    );
    const ink = render(app, {
      // Screen is all of a stream that Ink touches.
      stdout: screen as unknown as NodeJS.WriteStream,
      stdin,
      debug: true,
      exitOnCtrlC: false,
      patchConsole: false,
    });
    await ink.waitUntilExit();
  } finally {
    stop();
    screen.close();
    unwatch();
  }
}
