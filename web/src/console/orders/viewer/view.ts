/** How a document is looked at. */
export interface View {
  /** 1 is the width of the frame. */
  readonly zoom: number;
  /** Quarter turns clockwise, in degrees. */
  readonly turn: 0 | 90 | 180 | 270;
}
export const PLAIN_VIEW: View = { zoom: 1, turn: 0 };
const STEPS = [0.5, 0.75, 1, 1.5, 2, 3, 4] as const;

export function zoomIn(view: View): View {
  return { ...view, zoom: STEPS.find((step) => step > view.zoom) ?? view.zoom };
}
export function zoomOut(view: View): View {
  return { ...view, zoom: [...STEPS].reverse().find((step) => step < view.zoom) ?? view.zoom };
}
export function rotate(view: View): View {
  const next = { 0: 90, 90: 180, 180: 270, 270: 0 } as const;
  return { ...view, turn: next[view.turn] };
}
