/** How much larger than drawn everything may be shown; apart, for a page that has no validation library. */
export const zoomFactors = [1, 1.25, 1.5, 1.75, 2] as const;
