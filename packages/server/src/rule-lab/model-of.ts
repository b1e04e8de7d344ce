import { readModel, type DmnModel } from '@ankomst/dmn';

/** A model is read once for the same text. */
const models = new Map<string, DmnModel>();
export function modelOf(dmn: string): DmnModel {
  let model = models.get(dmn);
  if (!model) {
    if (models.size >= 16) models.clear();
    models.set(dmn, model = readModel(dmn));
  }
  return model;
}
