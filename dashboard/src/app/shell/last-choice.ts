export type DisplayChoice = 'theme' | 'density' | 'zone' | 'digits';

let last: DisplayChoice | undefined;

/** A choice is being made that may have all of the page drawn anew, the menu with it. */
export const rememberChoice = (choice: DisplayChoice): void => {
  last = choice;
};

/** The choice for which the page is being drawn anew; undefined when it is not drawn for one. */
export const lastChoice = (): DisplayChoice | undefined => last;

/** The page has been drawn. */
export const forgetChoice = (): void => {
  last = undefined;
};
