import { describe, expect, test } from 'vitest';
import { sdkValues } from '../../../src/extension/tracking/pythonSetup.ts';

const SERVER = { url: 'http://127.0.0.1:7400', apiKey: 'k' };
const SDK = { WANDB_BASE_URL: SERVER.url, WANDB_API_KEY: 'k' };

describe('variables that lead the SDK to the server', () => {
  test.each([
    ['no proxy', {}, {}],
    ['an empty one', { HTTP_PROXY: '' }, {}],
    ['a proxy', { http_proxy: 'http://proxy:3128' }, { NO_PROXY: '127.0.0.1' }],
    [
      'a proxy and hosts beside it',
      { HTTPS_PROXY: 'http://proxy', no_proxy: 'a.example, b' },
      { no_proxy: 'a.example,b,127.0.0.1' },
    ],
    [
      'both spellings, of which one says it',
      { ALL_PROXY: 'socks5://proxy', NO_PROXY: '127.0.0.1', no_proxy: 'b' },
      { no_proxy: 'b,127.0.0.1' },
    ],
  ])('with %s', (_, environment, more) => {
    expect(sdkValues(SERVER, environment)).toEqual({ ...SDK, ...more });
  });
});
