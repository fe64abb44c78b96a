// initialize: a network with random first weights, so that trainings can start from the same ones. Writes out/mlp.

import { CLASSES, PIXELS } from '../lib/digits.mjs';
import { writeModel } from '../lib/model.mjs';
import { createNetwork, initialize } from '../lib/network.mjs';
import { seededRandom } from '../lib/random.mjs';
import { outputFolder, readConfig, writeSummary } from '../lib/step.mjs';

// hidden: the size of each hidden layer; none of them makes it softmax regression.
const config = readConfig({ hidden: [32], seed: 1 });
const network = initialize(createNetwork([PIXELS, ...config.hidden, CLASSES]), seededRandom(config.seed));
writeModel(outputFolder('mlp'), network);
writeSummary({ weights: network.parameters.length });
