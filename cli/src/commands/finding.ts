/** One line of `yinxin doctor`. */
export interface Finding {
  readonly state: 'pass' | 'warn' | 'fail';
  readonly line: string;
}

export const pass = (line: string): Finding => ({ state: 'pass', line });
export const warn = (line: string): Finding => ({ state: 'warn', line });
export const fail = (line: string): Finding => ({ state: 'fail', line });
