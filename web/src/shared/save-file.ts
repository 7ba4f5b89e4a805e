/** Gives the reader a file of this name. */
export function saveFile(name: string, file: Blob): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser has taken the address by the next turn; later it would only hold memory.
  setTimeout(() => URL.revokeObjectURL(address));
}
