/** What the page's scripts find in the window beside the browser's own: vis-network, as far as it is used. */

interface VisPoint {
  x: number;
  y: number;
}

interface VisDataSet<Item extends { id: string }> {
  add(items: Item[]): void;
  update(items: Item[]): void;
  remove(ids: string[]): void;
  clear(): void;
  getIds(): string[];
}

interface VisNetwork {
  on(event: "beforeDrawing" | "afterDrawing", listener: (context: CanvasRenderingContext2D) => void): void;
  on(event: "click", listener: (given: { pointer: { DOM: VisPoint } }) => void): void;
  on(event: "resize" | "zoom" | "dragEnd", listener: () => void): void;
  redraw(): void;
  moveTo(view: { position?: VisPoint; scale?: number }): void;
  getScale(): number;
  getViewPosition(): VisPoint;
  getNodeAt(point: VisPoint): string | undefined;
  getEdgeAt(point: VisPoint): string | undefined;
  canvasToDOM(point: VisPoint): VisPoint;
}

interface Window {
  vis: {
    DataSet: new <Item extends { id: string }>(items: Item[]) => VisDataSet<Item>;
    Network: new (holder: HTMLElement, graph: { nodes: object; edges: object }, options: object) => VisNetwork;
  };
  /** What a test or a reader's console may see: script/handle.js. */
  kgPage: object;
}
