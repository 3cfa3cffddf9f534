import { type Layout, layouts } from './layouts.ts';
import { Markup } from './markup.ts';
import { randomFrom } from './random.ts';

/** One page to be shown, and how. */
export interface TestPage {
  readonly name: string;
  readonly html: string;
  readonly scale: number;
  readonly jpeg: boolean;
  readonly dense: boolean;
}

interface Look {
  readonly theme: 'light' | 'dark' | 'classic' | 'photo';
  readonly size: number;
  readonly scale: number;
  readonly jpeg?: true;
}

const light: Look = { theme: 'light', size: 13, scale: 1 };
const dark: Look = { ...light, theme: 'dark' };
const classic: Look = { theme: 'classic', size: 12, scale: 1 };

const shown: readonly (readonly [Layout, Look])[] = [
  ['file', light],
  ['file', dark],
  ['file', classic],
  ['file', { ...light, scale: 1.25 }],
  ['file', { ...light, scale: 2 }],
  ['file', { ...light, jpeg: true }],
  ['list', { ...light, size: 11 }],
  ['list', { ...classic, size: 11 }],
  ['dialog', light],
  ['dialog', dark],
  ['map', light],
  ['photo', light],
  ['console', dark],
  ['console', light],
  ['chart', light],
  ['chart', dark],
  ['mail', light],
  ['mail', { ...light, scale: 1.25 }],
  ['odd', light],
  ['map', { ...dark, jpeg: true }],
];

/** The pages under test: each look twice, with other people on them. */
export function testPages(count = 2 * shown.length): TestPage[] {
  return Array.from({ length: count }, (_, index) => pageOf(index % shown.length, 1_000 + index));
}

/** Other screens of the same application, as an administrator sees them on a test database. */
export function administratorPages(): TestPage[] {
  const layouts = new Set(shown.map(([layout]) => layout));
  return [...layouts].flatMap((layout) =>
    [1, 2, 3].map((seed) =>
      pageOf(
        shown.findIndex(([name]) => name === layout),
        seed,
      ),
    ),
  );
}

function pageOf(index: number, seed: number): TestPage {
  const [layout, look] = shown[index] ?? shown[0] ?? (['file', light] as const);
  const body = layouts[layout](new Markup(randomFrom(seed)));
  return {
    name: `${layout}-${look.theme}-${look.size}px-${look.scale * 100}%${look.jpeg ? '-jpeg' : ''}-${seed}`,
    html: `<!doctype html><meta charset="utf-8"><style>${style(look)}</style><body class="${look.theme}">${body}`,
    scale: look.scale,
    jpeg: look.jpeg ?? false,
    dense: layout === 'list',
  };
}

function style({ theme, size }: Look): string {
  const colours = {
    light: ['#f7f9fc', '#1f2933', '#ffffff', '#c3cad3', '#00508c'],
    dark: ['#1d2127', '#dfe5ec', '#2a3038', '#414a55', '#0b3a63'],
    classic: ['#d4d0c8', '#000000', '#ffffff', '#9a968e', '#0a246a'],
    photo: ['#333333', '#ffffff', '#444444', '#666666', '#000000'],
  }[theme];
  const [ground, ink, field, line, accent] = colours;
  const family = theme === 'classic' ? '"DejaVu Sans"' : '"Noto Sans","Liberation Sans"';
  return `*{box-sizing:border-box;margin:0}html,body{height:100%;overflow:hidden}
body{background:${ground};color:${ink};font:${size}px ${family},sans-serif}
nav{background:${accent};color:#fff;display:flex;gap:22px;padding:7px 12px}nav b{font-weight:400}
.tools{display:flex;gap:14px;padding:8px 10px}button{font:inherit;color:${ink};background:${field};border:1px solid ${line};border-radius:3px;padding:5px 14px}
main{padding:10px}.two{display:grid;grid-template-columns:1fr 1.25fr;gap:18px}h2{font-size:1.1em;color:${theme === 'dark' ? '#8fc7ff' : accent};margin:10px 0 6px}
.fields{display:grid;grid-template-columns:1fr 1fr 1fr;gap:8px 12px}.field{display:flex;flex-direction:column;gap:5px}.field .input{background:${field};border:1px solid ${line};padding:6px 9px;min-height:28px}
.area{background:${field};border:1px solid ${line};padding:8px 10px;line-height:1.6}
table{border-collapse:collapse;width:100%;background:${field}}th,td{border-bottom:1px solid ${line};padding:5px 9px;text-align:left;white-space:nowrap;overflow:hidden;max-width:230px}th{font-weight:600}
.dense td,.dense th{padding:2px 7px;border:1px solid ${line}}footer{position:fixed;bottom:0;left:0;right:0;display:flex;gap:26px;padding:6px 12px;background:${field};border-top:1px solid ${line}}footer i{font-style:normal}
.veil{position:fixed;inset:0;background:#000;opacity:.55}.dialog{position:fixed;left:32%;top:30%;width:520px;padding:16px 20px;background:${field};border:1px solid ${line};box-shadow:0 6px 30px #0008}.dialog p{margin:8px 0}
.map{position:relative;height:640px;background:repeating-linear-gradient(35deg,#dfe8d8 0 26px,#cfdcc4 26px 30px,#f4ecd0 30px 60px),#e8e4d8;background-blend-mode:multiply}.map em{position:absolute;font-style:normal;color:#222;text-shadow:0 0 3px #fff}
.photo{height:100%;background:radial-gradient(circle at 20% 30%,#3b7ea1,transparent 40%),radial-gradient(circle at 70% 60%,#b5651d,transparent 45%),repeating-radial-gradient(circle at 50% 120%,#27472e 0 9px,#3a6b45 9px 21px);position:relative;color:#fff}.post{position:absolute;right:30px;bottom:60px;background:#222;padding:14px 18px}.post p{margin:7px 0}.over{padding:24px 40px;text-shadow:0 1px 2px #000}.over.dark{color:#111;text-shadow:none}.icons{padding:30px;display:flex;flex-direction:column;gap:40px}.icons b{font-weight:400}
.bar{background:${accent};color:#fff;padding:7px 12px}pre{font:12px "Liberation Mono","DejaVu Sans Mono",monospace;background:#000;color:#3f3;padding:10px;line-height:1.35}p{margin:6px 0}svg text{font-size:13px;fill:${ink}}article{padding:8px 10px;border-bottom:1px solid ${line}}`;
}
