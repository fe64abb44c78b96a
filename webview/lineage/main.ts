/** The lineage page. */
import './lineage.css';
import { acquireHost } from '../ui/vscodeApi.ts';
import { LineagePage } from './page.ts';

const root = document.getElementById('page');
if (root) void new LineagePage(root, acquireHost()).start();
