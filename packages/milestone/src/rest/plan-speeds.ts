/** At which the plan's §2.5 lets video be asked for; backwards where negative. */
export const planSpeeds: readonly number[] = [-8, -4, -2, -1, 1, 2, 4, 8];
