import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inputVariables } from '../../../src/cli/run/inputVariable.ts';
import { planOutputs } from '../../../src/cli/run/outputPlan.ts';

const none = { log: [], metadata: [], description: [], alias: [] };

describe('variables of inputs', () => {
  it('are the names in capitals', () => {
    expect(inputVariables(['mnist-raw', 'my.model v2', 'Größe'])).toEqual([
      'AMPHORA_INPUT_MNIST_RAW',
      'AMPHORA_INPUT_MY_MODEL_V2',
      'AMPHORA_INPUT_GR_SSE',
    ]);
  });

  it('are places where a name has no letter or digit of ASCII', () => {
    expect(inputVariables(['raw', '手書き数字', '손글씨', '🏺'])).toEqual([
      'AMPHORA_INPUT_RAW',
      'AMPHORA_INPUT_2',
      'AMPHORA_INPUT_3',
      'AMPHORA_INPUT_4',
    ]);
  });

  it.each([
    [
      ['a-b', 'a_b'],
      'The inputs "a-b" and "a_b" would both be AMPHORA_INPUT_A_B; use one of them in this run.',
    ],
    [
      ['raw', 'raw'],
      'The inputs "raw" and "raw" would both be AMPHORA_INPUT_RAW; use one of them in this run.',
    ],
    [
      ['データ', '1'],
      'The inputs "データ" and "1" would both be AMPHORA_INPUT_1; use one of them in this run.',
    ],
  ])('may not clash: %j', (names, message) => {
    expect(() => inputVariables(names)).toThrow(expect.objectContaining({ code: 'usage', message }));
  });

  it('can be set in any shell', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), name => {
        expect(inputVariables([name])[0]).toMatch(/^AMPHORA_INPUT_[A-Z0-9_]+$/);
      }),
    );
  });
});

describe('outputs', () => {
  it('gather what is said of each', () => {
    const plans = planOutputs(
      {
        log: ['model:model=out/a', 'report:table=b=c.csv'],
        metadata: ['model={"a":1}'],
        description: ['report=Of = and more'],
        alias: ['model=best', 'model=prod'],
      },
      path.resolve('/work'),
    );
    expect(plans).toEqual([
      {
        artifact: 'model',
        type: 'model',
        place: 'out/a',
        path: path.resolve('/work/out/a'),
        aliases: ['best', 'prod'],
        metadata: '{"a":1}',
      },
      {
        artifact: 'report',
        type: 'table',
        place: 'b=c.csv',
        path: path.resolve('/work/b=c.csv'),
        aliases: [],
        description: 'Of = and more',
      },
    ]);
  });

  it('may have "=" in their names', () => {
    const log = ['a:t=x', 'a=b:t=y'];
    const plans = planOutputs({ ...none, log, description: ['a=b=long', 'a=short'] }, '/');
    expect(plans.map(plan => plan.description)).toEqual(['short', 'long']);
  });

  it.each([
    [{ log: ['model'] }, 'usage'],
    [{ log: ['model:type'] }, 'usage'],
    [{ log: ['model:type='] }, 'usage'],
    [{ log: [':type=x'] }, 'usage'],
    [{ log: ['model:=x'] }, 'name-invalid'],
    [{ log: ['a/b:t=x'] }, 'name-invalid'],
    [{ log: ['a:t=x', 'a:t=y'] }, 'usage'],
    [{ log: ['a:t=x'], metadata: ['b={}'] }, 'usage'],
    [{ log: ['a:t=x'], metadata: ['a={}', 'a={}'] }, 'usage'],
    [{ log: ['a:t=x'], description: ['a'] }, 'usage'],
    [{ log: ['a:t=x'], alias: ['a=v3'] }, 'alias-reserved'],
    [{ log: ['a:t=x'], alias: ['a='] }, 'alias-invalid'],
  ])('%j is refused as %s', (options, code) => {
    expect(() => planOutputs({ ...none, ...options }, '/')).toThrow(expect.objectContaining({ code }));
  });
});
