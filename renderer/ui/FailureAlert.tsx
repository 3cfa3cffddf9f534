import type { Failure } from '../../electron/failures/index.ts';
import common from '../../resources/fr/common.json';
import { Alert } from './Alert.tsx';
import { useFailureText } from './helpdesk.ts';

interface FailureAlertProps {
  readonly failure: Failure;
  /** A state to put right rather than something that just went wrong. */
  readonly severity?: 'error' | 'warning' | 'info';
  readonly onClose?: () => void;
}

/** The one way a page of the station shows a failure: what to do, why, how. */
export function FailureAlert({ failure, severity = 'error', onClose }: FailureAlertProps) {
  const { title, cause, remedy } = useFailureText()(failure);
  return (
    <Alert severity={severity} title={title} close={onClose && { text: common.dismiss, onClose }}>
      <p>{cause}</p>
      <p>{remedy}</p>
    </Alert>
  );
}
