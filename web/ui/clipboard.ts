/**
 * Puts a text on the clipboard. Says whether that worked: a frame may need its page's leave.
 *
 * @param room where a field may stand for a moment; inside the dialog, where one is open
 */
export async function copyText(text: string, room: Element = document.body): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copySelected(text, room);
  }
}

/** The older way, which frames may take on a click. */
function copySelected(text: string, room: Element): boolean {
  const before = (room.getRootNode() as Document | ShadowRoot).activeElement;
  const field = document.createElement('textarea');
  field.value = text;
  field.style.position = 'fixed';
  field.style.opacity = '0';
  room.append(field);
  field.focus({ preventScroll: true });
  field.select();
  const copied = document.execCommand('copy');
  field.remove();
  if (before instanceof HTMLElement) before.focus({ preventScroll: true });
  return copied;
}
