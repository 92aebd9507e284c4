import process from 'node:process';
import { render } from 'ink';
import { App } from './app.js';
import { Canvas, CanvasContext } from './canvas.js';
import { Keyboard } from './keyboard.js';
import type { InterfaceOptions } from './open.js';
import { restoreOnEnd } from './restore.js';
import { Screen } from './screen.js';
import type { SnapshotSource } from './snapshot.js';
import { suspender } from './suspend.js';
import { asksBackground, backgroundOf, colourTierOf, glyphSetOf } from './terminal.js';
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
  const keyboard = new Keyboard(stdin);
  const { suspend, stop } = suspender(screen, keyboard);
  screen.open();
  if (asksBackground(env, tier)) screen.askBackground();
  try {
    const app = (
      <CanvasContext value={new Canvas((lines) => screen.draw(lines))}>
        <App
          source={source}
          themes={themes}
          language={options.language ?? 'en'}
          window={screen}
          keyboard={keyboard}
          suspend={suspend}
        />
      </CanvasContext>
    );
    const ink = render(app, {
      // Screen is all of a stream that Ink touches.
      stdout: screen as unknown as NodeJS.WriteStream,
      stdin: keyboard as unknown as NodeJS.ReadStream,
      debug: true,
      exitOnCtrlC: false,
      patchConsole: false,
    });
    await ink.waitUntilExit();
  } finally {
    stop();
    keyboard.close();
    screen.close();
    unwatch();
  }
}
