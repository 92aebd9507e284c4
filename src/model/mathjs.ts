import type { MathNode } from 'mathjs';
import { create, parseDependencies } from 'mathjs/number';

// The only file of this room that knows mathjs: a parser, and no functions at all to call.
const math = create({ parseDependencies } as unknown as Parameters<
  typeof create
>[0]) as unknown as {
  parse(text: string): MathNode;
};

export type { MathNode };

/** mathjs's syntax tree of `text`, or its complaint with the character it stopped at. */
export function mathjsTree(
  text: string,
): { readonly tree: MathNode } | { readonly problem: string; readonly offset: number } {
  try {
    return { tree: math.parse(text) };
  } catch (error) {
    const { message, char } = error as { message: string; char?: number };
    return { problem: message.replace(/ \(char \d+\)$/, ''), offset: Math.max(0, (char ?? 1) - 1) };
  }
}
