"""What pm4py says of a log, as JSON on the last line. Called by truth.long.test.ts: task, file, further arguments."""
import contextlib, io, json, sys, warnings
warnings.filterwarnings('ignore')
with contextlib.redirect_stdout(io.StringIO()):
    import pm4py
pm4py.util.constants.SHOW_PROGRESS_BAR = False
TO = '\u2192'


def read(path):
    # its default; chunk_regex crashes on attributes inside attributes
    log = pm4py.read_xes(path, variant='iterparse')
    if 'time:timestamp' in log and log['time:timestamp'].notna().all():
        # events of one instant stay in the order of the document
        log = log.assign(first=log.groupby('case:concept:name', sort=False).ngroup()).sort_values(['first', 'time:timestamp'], kind='stable').drop(columns='first').reset_index(drop=True)
    return log


def log_figures(path):
    log = read(path)
    timed = 'time:timestamp' in log and bool(log['time:timestamp'].notna().all())
    # from rows in order, not from its functions that sort again without regard to ties
    following = log.groupby('case:concept:name', sort=False)['concept:name'].agg(list)
    variants, edges, starts, ends, rework = {}, {}, {}, {}, {}
    for trace in following:
        count(variants, TO.join(trace))
        count(starts, trace[0])
        count(ends, trace[-1])
        for pair in zip(trace, trace[1:]):
            count(edges, TO.join(pair))
        for name in set(trace):
            if trace.count(name) > 1:
                count(rework, name)
    found = {'cases': len(following), 'events': len(log), 'activities': log['concept:name'].nunique(), 'variants': variants, 'edges': edges, 'starts': starts, 'ends': ends, 'rework': rework, 'timed': timed}
    if timed:
        dfg, first, last = pm4py.discover_dfg(log)
        ties = bool(log.duplicated(['case:concept:name', 'time:timestamp']).any())
        found['own'] = {
            'variants': len(pm4py.get_variants(log)), 'edges': len(dfg), 'follows': int(sum(dfg.values())), 'starts': len(first), 'ends': len(last), 'ties': ties,
            'rework': pm4py.get_rework_cases_per_activity(log),
        }
        performance, _, _ = pm4py.discover_performance_dfg(log)
        found['times'] = {TO.join(pair): [one[key] for key in ('mean', 'median', 'sum', 'min', 'max')] for pair, one in performance.items()}
        found['throughput'] = sorted(float(x) for x in pm4py.get_all_case_durations(log))
    return found


def count(into, key):
    into[key] = into.get(key, 0) + 1


def models(path, noises):
    """Its trees, and the costs of its optimal alignments with them in whole moves, by variant."""
    from pm4py.algo.conformance.alignments.petri_net import algorithm
    from pm4py.objects.log.obj import Event, Trace
    log = read(path)
    ways = list({TO.join(trace): None for trace in log.groupby('case:concept:name', sort=False)['concept:name'].agg(list)})
    found = []
    for noise in noises:
        tree = pm4py.discover_process_tree_inductive(log, noise_threshold=noise)
        net = pm4py.convert_to_petri_net(tree)
        costs = {}
        for way in ways:
            one = algorithm.apply_trace(Trace([Event({'concept:name': name}) for name in way.split(TO)]), *net, variant=algorithm.Variants.VERSION_DIJKSTRA_LESS_MEMORY)
            costs[way] = sum(1 for left, right in one['alignment'] if (left == '>>') != (right == '>>') and not (left == '>>' and right is None))
        replay = pm4py.fitness_token_based_replay(log, *net)
        found.append({'noise': noise, 'tree': str(tree), 'costs': costs, 'fitness': replay['log_fitness']})
    return found


def opened(xes, pnml):
    """What it finds in files that were written by others."""
    log = pm4py.read_xes(xes, variant='iterparse')
    net, initial, final = pm4py.read_pnml(pnml)
    return {'cases': int(log['case:concept:name'].nunique()), 'events': len(log), 'activities': int(log['concept:name'].nunique()), 'columns': sorted(log.columns), 'places': len(net.places), 'transitions': len(net.transitions), 'initial': len(initial), 'final': len(final),
            'fitness': pm4py.fitness_token_based_replay(log, net, initial, final)['log_fitness']}


def ocel(path):
    log = pm4py.read_ocel2(path)
    return {'events': len(log.events), 'objects': len(log.objects), 'relations': len(log.relations)}


def valid(json_file, json_schema, xml_file, xml_schema):
    import jsonschema
    from lxml import etree
    checker = jsonschema.validators.validator_for(schema := json.load(open(json_schema)))(schema)
    # the schema that goes around is older than the standard: related objects were called <object> in it, and are
    # <relationship> in the standard's text and in its own example, which does not hold to this schema as it stands
    text = open(xml_schema).read()
    text = text.replace('<xs:element ref="object" maxOccurs="unbounded" minOccurs="0"/>', '<xs:choice maxOccurs="unbounded" minOccurs="0"><xs:element ref="object"/><xs:element ref="relationship"/></xs:choice>')
    text = text.replace('objects/object/objects/object', 'objects/object/objects/relationship').replace('events/event/objects/object', 'events/event/objects/relationship')
    text = text.replace('<xs:element name="objects">', '<xs:element name="relationship"><xs:complexType><xs:attribute type="xs:string" name="object-id" use="required"/><xs:attribute type="xs:string" name="qualifier" use="required"/></xs:complexType></xs:element><xs:element name="objects">')
    xsd = etree.XMLSchema(etree.fromstring(text.encode()))
    xsd.validate(etree.parse(xml_file))
    # and its references want the name of an attribute to be declared by one type alone, which no log of cases does
    wrong = [str(one) for one in xsd.error_log if 'More than one match found' not in one.message]
    return [[one.message for one in checker.iter_errors(json.load(open(json_file)))], wrong]


tasks = {'log': lambda path: log_figures(path), 'models': lambda path, *noises: models(path, [float(one) for one in noises]), 'opened': opened, 'ocel': ocel, 'valid': valid, 'version': lambda: pm4py.__version__}
print(json.dumps(tasks[sys.argv[1]](*sys.argv[2:])))
