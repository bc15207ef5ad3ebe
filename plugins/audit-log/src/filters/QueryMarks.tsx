import { RefObject, useEffect, useState } from 'react';
import { makeStyles } from '@material-ui/core/styles';
import { QueryError } from 'backstage-plugin-audit-log-common';

const useStyles = makeStyles(
  theme => ({
    root: {
      position: 'absolute',
      top: 0,
      bottom: 0,
      display: 'flex',
      alignItems: 'center',
      overflow: 'hidden',
      pointerEvents: 'none',
      color: 'transparent',
      whiteSpace: 'pre',
    },
    wrong: {
      textDecoration: `underline wavy ${theme.palette.error.main} 1.5px`,
      textUnderlineOffset: 3,
      textDecorationSkipInk: 'none',
    },
  }),
  { name: 'AuditLogQueryMarks' },
);

/**
 * Underlines what is wrong in a field of text. It lies over the field with the
 * same text, invisible, so that each line is under its word.
 */
export function QueryMarks(props: {
  text: string;
  errors: QueryError[];
  inputRef: RefObject<HTMLInputElement>;
}) {
  const { text, errors, inputRef } = props;
  const classes = useStyles();
  const [place, setPlace] = useState({ left: 0, width: 0, scroll: 0 });

  useEffect(() => {
    const input = inputRef.current;
    if (!input) {
      return undefined;
    }
    const measure = () =>
      setPlace({
        left: input.offsetLeft,
        width: input.clientWidth,
        scroll: input.scrollLeft,
      });
    measure();
    input.addEventListener('scroll', measure);
    return () => input.removeEventListener('scroll', measure);
  }, [inputRef, text]);

  return (
    <span
      aria-hidden
      className={classes.root}
      style={{ left: place.left, width: place.width }}
    >
      <span style={{ transform: `translateX(${-place.scroll}px)` }}>
        {markedParts(text, errors).map(part => (
          <span
            key={part.start}
            className={part.isWrong ? classes.wrong : undefined}
          >
            {part.text}
          </span>
        ))}
      </span>
    </span>
  );
}

/** Cuts a text where something wrong begins and ends. */
export function markedParts(
  text: string,
  errors: QueryError[],
): { text: string; start: number; isWrong: boolean }[] {
  const isWrongAt = (place: number) =>
    errors.some(({ start, end }) => start <= place && place < end);
  const cuts = [
    ...new Set([0, ...errors.flatMap(({ start, end }) => [start, end])]),
  ]
    .filter(cut => cut < text.length)
    .sort((a, b) => a - b);
  return cuts.map((start, index) => ({
    text: text.slice(start, cuts[index + 1]),
    start,
    isWrong: isWrongAt(start),
  }));
}
