import { saveFile } from '../../shared/save-file.ts';

/** Gives the reader a text as a file of this name. */
export function saveText(name: string, text: string, type = 'text/plain'): void {
  saveFile(name, new Blob([text], { type }));
}
