/** A point of a track with the direction in which letters stand on it. */
export interface Place {
  readonly x: number;
  readonly y: number;
  /** Clockwise turn of a letter in radians; 0 stands upright. */
  readonly angle: number;
}

const STEPS = 720;

/** The middle line of letters around a seal: an ellipse (or circle) walked by length from its top, clockwise. */
export class Track {
  private readonly a: number;
  private readonly b: number;
  /** Length from the top to the angle of each step. */
  private readonly lengths: readonly number[];

  /** `a` and `b` are the half axes in millimetres. */
  constructor(a: number, b: number) {
    this.a = a;
    this.b = b;
    const lengths = [0];
    let before = this.point(0);
    for (let step = 1; step <= STEPS; step++) {
      const now = this.point((step * 2 * Math.PI) / STEPS);
      lengths.push((lengths[step - 1] ?? 0) + Math.hypot(now.x - before.x, now.y - before.y));
      before = now;
    }
    this.lengths = lengths;
  }

  private point(t: number): { x: number; y: number } {
    return { x: this.a * Math.sin(t), y: -this.b * Math.cos(t) };
  }

  /** Length along the track of an opening of this many degrees, seen from the middle and centred on the top. */
  lengthOf(degrees: number): number {
    const half = (degrees * Math.PI) / 360;
    // From the angle as seen to the parameter of the ellipse.
    const t = Math.atan2(Math.sin(half) / this.a, Math.cos(half) / this.b);
    return 2 * this.at(t < 0 ? t + 2 * Math.PI : t);
  }

  private at(t: number): number {
    const position = (t / (2 * Math.PI)) * STEPS;
    const low = Math.min(STEPS - 1, Math.floor(position));
    const [from = 0, to = 0] = [this.lengths[low], this.lengths[low + 1]];
    return from + (to - from) * (position - low);
  }

  /** The smallest radius of curvature anywhere. */
  get tightest(): number {
    const [small, large] = [Math.min(this.a, this.b), Math.max(this.a, this.b)];
    return (small * small) / large;
  }

  /** The place `length` millimetres clockwise (or, below 0, the other way) from the top. */
  place(length: number): Place {
    const wanted = Math.abs(length);
    let low = 0;
    let high = STEPS;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((this.lengths[middle] ?? 0) <= wanted) low = middle;
      else high = middle;
    }
    const [from = 0, to = 0] = [this.lengths[low], this.lengths[high]];
    const step = low + (to > from ? (wanted - from) / (to - from) : 0);
    const t = (Math.sign(length) * step * 2 * Math.PI) / STEPS;
    const { x, y } = this.point(t);
    return { x, y, angle: Math.atan2(this.b * Math.sin(t), this.a * Math.cos(t)) };
  }
}
