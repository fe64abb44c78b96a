/** The lineage page. */
import './lineage.css';
import { startPage } from '../host/shell.ts';
import { LineagePage } from './page.ts';

const root = document.getElementById('page');
if (root) void startPage(shell => new LineagePage(root, shell));
