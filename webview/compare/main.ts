/** The page that compares versions or runs. */
import '../parts/page.css';
import './compare.css';
import { startPage } from '../host/shell.ts';
import { ComparePage } from './page.ts';

const root = document.getElementById('page');
if (root) void startPage(shell => new ComparePage(root, shell));
