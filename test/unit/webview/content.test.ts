import { describe, expect, it } from 'vitest';
import { bytesOf, textOf } from '../../../webview/preview/bytes.ts';
import { type Content, readContent, TEXT_LIMIT } from '../../../webview/preview/content.ts';
import type { FileSource } from '../../../webview/preview/fileSource.ts';
import { kindOf } from '../../../webview/preview/kind.ts';
import { Lines } from '../../../webview/preview/lines.ts';

/** A file, and how much of it was asked for. */
function fileOf(path: string, content: string | Uint8Array): FileSource & { readonly limits: number[] } {
  const bytes = Buffer.from(content);
  const limits: number[] = [];
  return {
    path,
    size: bytes.length,
    limits,
    read: limit => {
      limits.push(limit);
      return Promise.resolve({ size: bytes.length, base64: bytes.subarray(0, limit).toString('base64') });
    },
  };
}

const read = (path: string, content: string | Uint8Array): Promise<Content> =>
  readContent(fileOf(path, content), new AbortController().signal);

describe('what is shown of a file', () => {
  it('follows its name, then what is in it', async () => {
    const kinds = async (path: string, content: string | Uint8Array): Promise<string> =>
      (await read(path, content)).kind;
    expect(await kinds('a.PNG', 'x')).toBe('image');
    expect(await kinds('a.csv', 'a,b\n1,2')).toBe('table');
    expect(await kinds('a.jsonl', '{"a": 1}')).toBe('table');
    expect(await kinds('a.jsonl', '[1]')).toBe('text');
    expect(await kinds('a.table.json', '{"columns": [], "data": []}')).toBe('table');
    expect(await kinds('a.table.json', '{"rows": []}')).toBe('json');
    expect(await kinds('a.json', 'no json')).toBe('json');
    expect(await kinds('README.md', '# x')).toBe('markdown');
    expect(await kinds('LICENSE', 'text')).toBe('text');
    expect(await kinds('LICENSE', Uint8Array.of(1, 0, 2))).toBe('none');
    expect(await kinds('a.csv', Uint8Array.of(1, 0, 2))).toBe('none');
    expect(await kinds('a.txt', '')).toBe('none');
  });

  it('asks for nothing of files that cannot be shown', async () => {
    const file = fileOf('model.safetensors', 'x');
    expect(await readContent(file, new AbortController().signal)).toEqual({ kind: 'none', why: 'binary' });
    expect(file.limits).toEqual([]);
  });

  it('is the head of a long text, and says how much that is', async () => {
    const content = await read('log.txt', 'line\n'.repeat(1_000_000));
    expect(content).toMatchObject({ kind: 'text', shown: TEXT_LIMIT });
    const table = await read('a.csv', `a\n${'12345\n'.repeat(600_000)}`);
    expect(table).toMatchObject({ kind: 'table', shown: TEXT_LIMIT });
  });

  it('is all of long JSON, a head of which would be none', async () => {
    const json = JSON.stringify(Array.from({ length: 400_000 }, (_, i) => i * 1.5));
    expect(json.length).toBeGreaterThan(TEXT_LIMIT);
    expect(await read('a.json', json)).toMatchObject({ kind: 'json', shown: json.length });
  });

  it('is what is written where Markdown is long', async () => {
    expect(await read('a.md', '*'.repeat(400_000))).toMatchObject({ kind: 'text' });
  });

  it('takes no name for a kind that only looks like one', () => {
    expect(kindOf('constructor').kind).toBe('text');
    expect(kindOf('a.constructor').kind).toBe('text');
    expect(kindOf('a.__proto__').kind).toBe('text');
  });
});

describe('bytes', () => {
  it('come back from base64 as they were', () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, i) => i);
    expect(bytesOf(Buffer.from(bytes).toString('base64'))).toEqual(bytes);
  });

  it('are text in UTF-8, or in UTF-16 that says so', () => {
    expect(textOf(Buffer.from('日本'))).toBe('日本');
    expect(textOf(Buffer.from('\ufeff日本', 'utf16le'))).toBe('日本');
    expect(textOf(Uint8Array.of(0x50, 0x4b, 0, 0))).toBeUndefined();
  });
});

describe('the lines of a text', () => {
  it('are those that an editor numbers', () => {
    expect(new Lines('a\nb\r\nc\n').between(0, 3)).toEqual(['a', 'b', 'c']);
    expect(new Lines('').count).toBe(1);
    expect(new Lines('\n\n').count).toBe(2);
    expect(new Lines('a\nlonger\n').longest).toBe(6);
  });

  it('show what cannot be seen', () => {
    expect(new Lines('a\u0000\u001b\tb\u202e').between(0, 1)).toEqual(['a␀␛\tb[U+202E]']);
  });

  it('are cut where they are too long', () => {
    const [line = ''] = new Lines('x'.repeat(20_000)).between(0, 1);
    expect(line).toHaveLength(10_001);
  });
});
