import { loadProgramme, type Programme } from '@yinxin/programme';
import { jiangxi } from '../jiangxi/index.ts';

/** Every programme this hall offers, checked when loaded. A new authority is a new line here and a new folder. */
export const programmes: readonly Programme[] = [jiangxi].map((source) => loadProgramme(source));
