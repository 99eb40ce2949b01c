/** Lets files be dropped anywhere on an element, but for places inside it that take files themselves. */
export class DropZone {
  /** Whether files are being dragged over the element. */
  over = false;
  readonly #host: HTMLElement & { requestUpdate(): void };
  readonly #take: (files: File[]) => void;

  constructor(host: HTMLElement & { requestUpdate(): void }, take: (files: File[]) => void) {
    this.#host = host;
    this.#take = take;
    host.addEventListener('dragover', (event) => this.#hover(event));
    host.addEventListener('dragleave', (event) => {
      if (!host.contains(event.relatedTarget as Node | null)) this.#set(false);
    });
    host.addEventListener('drop', (event) => this.#drop(event));
  }

  #hover(event: DragEvent): void {
    const inner = event.defaultPrevented;
    const files = event.dataTransfer?.types.includes('Files') === true;
    if (files) event.preventDefault();
    this.#set(files && !inner);
  }

  #drop(event: DragEvent): void {
    this.#set(false);
    if (event.defaultPrevented) return;
    const files = [...(event.dataTransfer?.files ?? [])];
    if (!files.length) return;
    event.preventDefault();
    this.#take(files);
  }

  #set(over: boolean): void {
    if (this.over === over) return;
    this.over = over;
    this.#host.requestUpdate();
  }
}
