import { ReactNode, useId } from 'react';
import Paper from '@material-ui/core/Paper';
import Typography from '@material-ui/core/Typography';
import { useFormStyles } from './formStyles';

/** A part of the form under a heading. */
export function FormSection(props: { heading: string; children: ReactNode }) {
  const classes = useFormStyles();
  const id = useId();
  return (
    <Paper
      component="section"
      variant="outlined"
      className={classes.section}
      aria-labelledby={id}
    >
      <Typography id={id} component="h3" className={classes.heading}>
        {props.heading}
      </Typography>
      <div className={classes.fields}>{props.children}</div>
    </Paper>
  );
}
