/** Gives a file to whoever looks at the page. */
export function saveFile(file: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

export const saveCsv = (text: string, name: string) =>
  saveFile(new Blob([text], { type: "text/csv;charset=utf-8" }), `${name}.csv`);
