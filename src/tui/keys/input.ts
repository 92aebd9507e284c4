import { stripVTControlCharacters } from 'node:util';
import { keyName, keyOfCharacter } from './key-codes.js';
import { type PointerEvent, pointerEvent } from './pointer-event.js';

/** What came from the terminal: a key by its name, pasted text, the mouse, or an answer to a question. */
export type InputEvent =
  | { readonly kind: 'key'; readonly name: string }
  | { readonly kind: 'paste'; readonly text: string }
  | { readonly kind: 'pointer'; readonly event: PointerEvent }
  | { readonly kind: 'answer'; readonly text: string };

// ECMA-48, chapter 5, and xterm's ctlseqs. A sequence that fits none of these forms means nothing here.
const ESC = '\u001B';
const BEL = '\u0007';
const ST = `${ESC}\\`;
// Behind the two characters that begin it.
const CSI = /^([0-?]*)([ -/]*)([@-~])/;
const CSI_ODD = /^[ -?]*[@-~]/;
const CSI_BEGUN = /^[0-?]*[ -/]*$/;
const SS3 = /^[0-9;]*([@-~])/;
const SS3_BEGUN = /^[0-9;]*$/;
// OSC, DCS, SOS, PM and APC: a text up to its end.
const STRING_BEGIN = new Set([']', 'P', 'X', '^', '_']);
// The same in one character (C1), which follows from the letter after Escape.
const C1 = /[\u0080-\u009F]/g;
const PASTE = '200~';
const PASTE_END = `${ESC}[201~`;

/** No answer and no sequence is longer than this; what is longer is left out until it ends. */
const LONGEST = 4096;
/** A prompt takes far less. */
const LONGEST_PASTE = 10_000;
/** Nobody types so much at once: it was pasted into a terminal that does not mark pasted text. */
const MOST_TYPED = 500;

type Mode = 'keys' | 'paste' | 'string' | 'sequence';

/**
 * Splits what comes from the terminal into keys, pasted text, reports of the mouse and answers. A sequence that is
 * not known gives nothing. It may be cut anywhere, so the beginning of one is held back for the rest.
 */
export class InputReader {
  #held = '';
  #mode: Mode = 'keys';
  #pasted = '';

  /** What is waited for: the rest of a sequence, or what may follow a lone Escape. */
  get waiting(): 'nothing' | 'escape' | 'rest' | 'paste' {
    if (this.#mode !== 'keys') return this.#mode === 'paste' ? 'paste' : 'rest';
    if (this.#held === '') return 'nothing';
    return this.#held.length <= 2 ? 'escape' : 'rest';
  }

  read(data: string): readonly InputEvent[] {
    const text = data.replace(C1, (one) => ESC + String.fromCharCode(one.charCodeAt(0) - 0x40));
    this.#held += text;
    const events: InputEvent[] = [];
    for (let before = ''; this.#held !== '' && this.#held !== before; ) {
      before = this.#held;
      events.push(...this.#next());
    }
    return typedOrPasted(events);
  }

  /** Nothing more follows: a lone Escape is the key, and the beginning of anything else is nothing. */
  flush(): readonly InputEvent[] {
    const { text, mode, pasted } = { text: this.#held, mode: this.#mode, pasted: this.#pasted };
    this.#held = '';
    this.#mode = 'keys';
    this.#pasted = '';
    if (mode === 'paste') return [{ kind: 'paste', text: clean(pasted + text) }];
    const escapes = mode === 'keys' && text === ESC.repeat(text.length) ? text.length : 0;
    return Array.from({ length: escapes }, () => ({ kind: 'key', name: 'escape' }) as const);
  }

  // Takes the next event off what is held; nothing while it is not whole.
  #next(): readonly InputEvent[] {
    if (this.#mode === 'paste') return this.#nextOfPaste();
    if (this.#mode === 'string') return this.#skipString();
    if (this.#mode === 'sequence') return this.#skipSequence();
    const text = this.#held;
    if (!text.startsWith(ESC)) {
      const [character = ''] = text;
      this.#held = text.slice(character.length);
      return keyEvent(keyOfCharacter(character));
    }
    const second = text[1];
    if (second === undefined) return [];
    if (second === '[') return this.#nextOfCsi(text);
    if (second === 'O') return this.#nextOfSs3(text);
    if (STRING_BEGIN.has(second)) return this.#nextOfString(text);
    if (second === ESC) return this.#afterEscapes(text);
    // Alt and a character.
    const [character = ''] = text.slice(1);
    this.#held = text.slice(1 + character.length);
    return [];
  }

  // Alt and an arrow is two Escapes in some terminals; else the first is a key.
  #afterEscapes(text: string): readonly InputEvent[] {
    const third = text[2];
    if (third === undefined) return [];
    this.#held = text.slice(1);
    if (third !== '[' && third !== 'O') return keyEvent('escape');
    const events = this.#next();
    // Not whole yet: both Escapes are kept.
    if (this.#held === text.slice(1)) this.#held = text;
    return events.filter((one) => one.kind !== 'key');
  }

  #nextOfCsi(text: string): readonly InputEvent[] {
    // Three characters follow: button, column and row as older terminals send them.
    if (text.startsWith(`${ESC}[M`)) return this.#drop(text, 6);
    // Function keys of the Linux console.
    if (text.startsWith(`${ESC}[[`)) return this.#drop(text, 4);
    const found = CSI.exec(text.slice(2, 2 + LONGEST));
    if (found === null) return this.#dropUnless(CSI_BEGUN, text);
    const [whole, parameters = '', between = '', final = ''] = found;
    this.#held = text.slice(2 + whole.length);
    if (whole === PASTE) {
      this.#mode = 'paste';
      return [];
    }
    if (between !== '') return [];
    const event = pointerEvent(parameters, final);
    if (event !== undefined) return [{ kind: 'pointer', event }];
    return keyEvent(keyName(parameters, final));
  }

  #nextOfSs3(text: string): readonly InputEvent[] {
    const found = SS3.exec(text.slice(2, 2 + LONGEST));
    if (found === null) return this.#dropUnless(SS3_BEGUN, text);
    const [whole, final = ''] = found;
    this.#held = text.slice(2 + whole.length);
    return /^[A-Z]$/.test(whole) ? keyEvent(keyName('', final)) : [];
  }

  #nextOfString(text: string): readonly InputEvent[] {
    const end = endOfString(text, 2);
    if (end !== undefined) {
      this.#held = text.slice(end.after);
      const answer = text.slice(2, end.at);
      return text[1] === ']' && answer.length <= LONGEST ? [{ kind: 'answer', text: answer }] : [];
    }
    if (text.length <= LONGEST) return [];
    this.#mode = 'string';
    return this.#skipString();
  }

  #skipString(): readonly InputEvent[] {
    const end = endOfString(this.#held, 0);
    // An Escape at the end may be the first half of the end.
    this.#held =
      end === undefined ? (this.#held.endsWith(ESC) ? ESC : '') : this.#held.slice(end.after);
    if (end !== undefined) this.#mode = 'keys';
    return [];
  }

  #skipSequence(): readonly InputEvent[] {
    const end = this.#held.search(/[^ -?]/);
    this.#held = end < 0 ? '' : this.#held.slice(end + 1);
    if (end >= 0) this.#mode = 'keys';
    return [];
  }

  #nextOfPaste(): readonly InputEvent[] {
    const end = this.#held.indexOf(PASTE_END);
    if (end < 0) {
      // The end of a paste may be cut in two.
      const kept = Math.max(0, this.#held.length - PASTE_END.length);
      this.#pasted = (this.#pasted + this.#held.slice(0, kept)).slice(0, LONGEST_PASTE);
      this.#held = this.#held.slice(kept);
      return [];
    }
    const text = clean(this.#pasted + this.#held.slice(0, end));
    this.#held = this.#held.slice(end + PASTE_END.length);
    this.#mode = 'keys';
    this.#pasted = '';
    return [{ kind: 'paste', text }];
  }

  #drop(text: string, length: number): readonly InputEvent[] {
    const characters = [...text].slice(0, length);
    if (characters.length === length) this.#held = text.slice(characters.join('').length);
    return [];
  }

  // What cannot go on as a sequence is dropped with the character that ends it, or up to a control character.
  #dropUnless(begun: RegExp, text: string): readonly InputEvent[] {
    const rest = text.slice(2);
    if (begun.test(rest)) {
      if (text.length <= LONGEST) return [];
      this.#mode = 'sequence';
      this.#held = '';
      return [];
    }
    const odd = CSI_ODD.exec(rest)?.[0].length ?? Math.max(0, rest.search(/[^ -?]/));
    this.#held = rest.slice(odd);
    return [];
  }
}

function keyEvent(name: string | undefined): readonly InputEvent[] {
  return name === undefined ? [] : [{ kind: 'key', name }];
}

function endOfString(text: string, from: number) {
  const ends = [BEL, ST].flatMap((end) => {
    const at = text.indexOf(end, from);
    return at < 0 ? [] : [{ at, after: at + end.length }];
  });
  return ends.sort((a, b) => a.at - b.at)[0];
}

function clean(text: string): string {
  return stripVTControlCharacters(text.slice(0, LONGEST_PASTE));
}

// Keys on a slow line come together; a page of them was not typed.

function typedOrPasted(events: readonly InputEvent[]): readonly InputEvent[] {
  const keys = events.flatMap((one) => (one.kind === 'key' ? [one.name] : []));
  if (keys.length <= MOST_TYPED) return events;
  const text = keys.filter((name) => [...name].length === 1).join('');
  return [...events.filter((one) => one.kind !== 'key'), { kind: 'paste', text }];
}
