export { type SystemBrowser, startSystemBrowser } from './system-browser.ts';
