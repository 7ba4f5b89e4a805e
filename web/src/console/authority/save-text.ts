/** Gives the reader a text as a file of this name. */
export function saveText(name: string, text: string, type = 'text/plain'): void {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser has taken the address by the next turn; later it would only hold memory.
  setTimeout(() => URL.revokeObjectURL(address));
}
