/**
 * Property tests draw the same cases each time, so that a red build means a changed program. `FUZZ=times` draws
 * new ones, that many times as many: `FUZZ=50 npm run test:unit`. A case that fails becomes an example of its
 * test.
 */
import fc from 'fast-check';

const times = Number(process.env['FUZZ'] ?? 0);
const USUAL_RUNS = 100;

fc.configureGlobal(times > 0 ? { numRuns: USUAL_RUNS * times } : { seed: 1797, numRuns: USUAL_RUNS });
