/** A decoded picture: its time in ms from the first one of the video, to the nearest. */
export interface SeenPicture {
  offsetMs: number;
  isKey: boolean;
}

const LINE = /^\[Parsed_showinfo_(\d+) @ [^\]]+\] n: *\d+ pts: *(-?\d+) .*\biskey:([01])/;
const CHATTER = /^\[(Parsed_showinfo|swscaler)/;
const KEPT_COMPLAINTS = 4;

/** Where the decoder's filter chain tells of decoded, and of wanted pictures. */
const DECODED = '2';
const WANTED = '4';

/** Reads what FFmpeg says of the pictures it decodes. */
export class SeenLines {
  /** Those whose pictures are to come, in order. */
  readonly wanted: SeenPicture[] = [];
  readonly complaints: string[] = [];
  /** How many were wanted so far. */
  wantedCount = 0;

  constructor(private readonly chosen: boolean) {}

  /** A line of FFmpeg's; answers with the decoded picture that it tells of. */
  take(line: string): SeenPicture | undefined {
    const [, filter, microseconds, key] = LINE.exec(line) ?? [];
    if (filter === undefined) {
      if (!CHATTER.test(line)) this.complain(line);
      return undefined;
    }
    const seen = { offsetMs: Math.round(Number(microseconds) / 1000), isKey: key === '1' };
    if (filter === WANTED || !this.chosen) {
      this.wanted.push(seen);
      this.wantedCount += 1;
    }
    return filter === DECODED ? seen : undefined;
  }

  private complain(line: string) {
    this.complaints.push(line.trim());
    if (this.complaints.length > KEPT_COMPLAINTS) this.complaints.shift();
  }
}
