import styles from './Segmented.module.css';

type ChoiceButtonsProps<Value extends string> = {
  readonly label: string;
  readonly options: readonly { readonly value: Value; readonly text: string }[];
  /** The one in effect; none when what is shown came about in another way. */
  readonly value: Value | undefined;
  readonly onPress: (value: Value) => void;
};

/** Actions side by side, of which the one in effect is pressed in. Pressing it again does it again. */
export const ChoiceButtons = <Value extends string>(props: ChoiceButtonsProps<Value>) => (
  <fieldset className={styles.group} aria-label={props.label}>
    {props.options.map(({ value, text }) => (
      <button
        key={value}
        type="button"
        className={styles.button}
        aria-pressed={value === props.value}
        onClick={() => props.onPress(value)}
      >
        {text}
      </button>
    ))}
  </fieldset>
);
