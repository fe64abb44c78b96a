/** The page of a run. */
import '../parts/page.css';
import './run.css';
import { startPage } from '../host/shell.ts';
import { RunPage } from './page.ts';

const root = document.getElementById('page');
if (root) void startPage(shell => new RunPage(root, shell));
