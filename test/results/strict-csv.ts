/** Reads CSV strictly by RFC 4180 with LF line ends: whatever is not exactly that throws. */
export function parseCsv(text: string): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  let at = 0;
  if (text === '') return records;
  if (!text.endsWith('\n')) throw new Error('the last record has no line end');
  while (at < text.length) {
    const cell = text[at] === '"' ? quoted(text, at) : bare(text, at);
    record.push(cell.value);
    at = cell.end;
    if (text[at] === '\n') {
      records.push(record);
      record = [];
    } else if (text[at] !== ',') throw new Error(`stray text after a cell at ${at}`);
    at += 1;
  }
  return records;
}

function bare(text: string, start: number): { value: string; end: number } {
  let end = start;
  while (text[end] !== ',' && text[end] !== '\n') end += 1;
  const value = text.slice(start, end);
  if (/["\r]/.test(value)) throw new Error(`a quote or CR in a bare cell at ${start}`);
  return { value, end };
}

function quoted(text: string, start: number): { value: string; end: number } {
  let value = '';
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] !== '"') value += text[at];
    else if (text[at + 1] === '"') {
      value += '"';
      at += 1;
    } else return { value, end: at + 1 };
  }
  throw new Error(`an open quote at ${start}`);
}
