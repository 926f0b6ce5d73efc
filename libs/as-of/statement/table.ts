/** A column of a printed table. */
export interface Column {
  readonly head: string;
  /** Share of the page's width. */
  readonly share: number;
  readonly right?: boolean;
}

export interface PrintedRow {
  /** One cell alone has the whole width. */
  readonly cells: readonly string[];
  readonly bold?: boolean;
  /** Not parted from the row after it by a page break. */
  readonly keep?: boolean;
}

/** What is drawn on: the part of pdfkit that a table needs. */
type Document = PDFKit.PDFDocument;

const size = 8;
const rowHeight = 13;
const padding = 3;

export class Page {
  constructor(readonly document: Document) {}

  get left(): number {
    return this.document.page.margins.left;
  }
  get width(): number {
    const { width, margins } = this.document.page;
    return width - margins.left - margins.right;
  }
  get bottom(): number {
    const { height, margins } = this.document.page;
    return height - margins.bottom;
  }

  hasRoomFor(rows: number): boolean {
    return this.document.y + rows * rowHeight <= this.bottom;
  }

  heading(text: string): void {
    // A heading alone at the end of a page helps nobody.
    if (!this.hasRoomFor(5)) this.document.addPage();
    this.document.moveDown(0.8).font('Helvetica-Bold').fontSize(11).text(text, this.left).moveDown(0.3);
  }

  line(text: string): void {
    if (!this.hasRoomFor(1)) this.document.addPage();
    this.document
      .font('Helvetica')
      .fontSize(size)
      .text(text, this.left, this.document.y, { width: this.width });
  }

  /** The head comes again on each page. */
  table(columns: readonly Column[], rows: readonly PrintedRow[]): void {
    const head = (): void => {
      this.row(columns, { cells: columns.map((column) => column.head), bold: true });
      this.rule();
    };
    if (!this.hasRoomFor(3)) this.document.addPage();
    head();
    let together = 0;
    for (const [n, row] of rows.entries()) {
      if (together === 0) {
        together = 1;
        while (rows[n + together - 1]?.keep === true) together += 1;
        if (!this.hasRoomFor(together)) {
          this.document.addPage();
          head();
        }
      }
      this.row(columns, row);
      together -= 1;
    }
  }

  private row(columns: readonly Column[], { cells, bold = false }: PrintedRow): void {
    const { document } = this;
    const top = document.y;
    let x = this.left;
    document.font(bold ? 'Helvetica-Bold' : 'Helvetica').fontSize(size);
    const parts: readonly Omit<Column, 'head'>[] = cells.length === 1 ? [{ share: 1 }] : columns;
    for (const [n, { share, right = false }] of parts.entries()) {
      const width = share * this.width;
      const text = fitted(document, cells[n] ?? '', width - 2 * padding);
      document.text(text, x + padding, top + padding, {
        width: width - 2 * padding,
        align: right ? 'right' : 'left',
        lineBreak: false,
      });
      x += width;
    }
    document.x = this.left;
    document.y = top + rowHeight;
  }

  private rule(): void {
    const { document } = this;
    document
      .moveTo(this.left, document.y)
      .lineTo(this.left + this.width, document.y)
      .lineWidth(0.5)
      .strokeColor('#888888')
      .stroke();
  }
}

/** Shortened with an ellipsis where the column is too narrow; ids are told apart by their ends, so the middle goes. */
function fitted(document: Document, text: string, width: number): string {
  if (document.widthOfString(text) <= width) return text;
  for (let kept = text.length - 1; kept > 2; kept -= 1) {
    const start = Math.ceil(kept / 2);
    const shorter = `${text.slice(0, start)}\u2026${text.slice(text.length - (kept - start))}`;
    if (document.widthOfString(shorter) <= width) return shorter;
  }
  return '\u2026';
}
