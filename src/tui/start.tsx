import process from 'node:process';
import { PassThrough } from 'node:stream';
import { render } from 'ink';
import type { SnapshotSource } from '../live/shown.js';
import { App } from './app.js';
import { Canvas, CanvasContext } from './draw/canvas.js';
import { makeTheme, type Theme } from './draw/theme.js';
import { Keyboard } from './keys/keyboard.js';
import { rescuer } from './state/rescue.js';
import type { InterfaceOptions } from './terminal/open.js';
import { restoreOnEnd } from './terminal/restore.js';
import { Screen } from './terminal/screen.js';
import { suspender } from './terminal/suspend.js';
import { asksBackground, backgroundOf, colourTierOf, glyphSetOf } from './terminal/terminal.js';
import { WORDS } from './words/words.js';

/**
 * Draws the interface on the terminal until the person leaves it.
 * @throws an error of one sentence when something goes wrong; what was not saved is in files then.
 */
export async function startInterface(
  source: SnapshotSource,
  options: InterfaceOptions,
): Promise<void> {
  const { env, stdin, stdout } = process;
  const tier = options.color ?? colourTierOf(env);
  const themes = themesOf(options);
  const language = options.language ?? 'en';
  const screen = new Screen(stdout);
  const rescue = rescuer(source.bench, WORDS[language]);
  const unwatch = restoreOnEnd(() => screen.close(), rescue.say);
  const keyboard = new Keyboard(stdin);
  const { suspend, stop } = suspender(screen, keyboard);
  const failure = uncaught();
  screen.open();
  keyboard.open();
  if (asksBackground(env, tier)) screen.askBackground();
  try {
    const app = (
      <CanvasContext value={new Canvas((lines) => screen.draw(lines))}>
        <App
          source={source}
          themes={themes}
          language={language}
          window={screen}
          keyboard={keyboard}
          keep={rescue.keep}
          suspend={suspend}
        />
      </CanvasContext>
    );
    const ink = render(app, {
      // Screen is all of a stream that Ink touches.
      stdout: screen as unknown as NodeJS.WriteStream,
      // Ink hears nothing of the keyboard.
      stdin: new PassThrough() as unknown as NodeJS.ReadStream,
      debug: true,
      exitOnCtrlC: false,
      patchConsole: false,
    });
    await Promise.race([ink.waitUntilExit(), failure.promise]);
  } catch (error) {
    screen.close();
    throw rescue.explain(error);
  } finally {
    stop();
    keyboard.close();
    screen.close();
    unwatch();
    failure.off();
  }
}

function themesOf(options: InterfaceOptions): readonly [Theme, ...Theme[]] {
  const { env } = process;
  const tier = options.color ?? colourTierOf(env);
  const background = options.background ?? backgroundOf(env);
  const glyphs = options.glyphs ?? glyphSetOf(env);
  const other = background === 'dark' ? 'light' : 'dark';
  const more =
    tier === 'none' ? [] : [makeTheme(tier, other, glyphs), makeTheme('none', background, glyphs)];
  return [makeTheme(tier, background, glyphs), ...more];
}

/** An error that nobody caught, in a listener or a timer: Node would print its code and end. */
function uncaught() {
  let fail: (error: unknown) => void = () => {};
  const promise = new Promise<never>((_, reject) => {
    fail = reject;
  });
  process.on('uncaughtException', fail);
  return { promise, off: () => process.off('uncaughtException', fail) };
}
