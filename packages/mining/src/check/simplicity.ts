import { arcCount, type PetriNet } from '../model/petri-net.ts';

/**
 * Simplicity by arc degree (Sánchez-González et al., Prediction of Business Process Model Quality
 * Based on Structural Metrics, 2010; as pm4py has it): 1 where places and transitions have two
 * arcs each on average, as in a plain sequence, and less the more there are.
 */
export function simplicity(net: PetriNet, usual = 2): number {
  const nodes = net.places.length + net.transitions.length;
  const degree = nodes === 0 ? 0 : (2 * arcCount(net)) / nodes;
  return 1 / (1 + Math.max(0, degree - usual));
}
