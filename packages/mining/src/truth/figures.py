"""What pm4py says of a log, as JSON on the last line. Called by truth.long.test.ts: task, file, further arguments."""
import contextlib, io, json, sys, tempfile, warnings
warnings.filterwarnings('ignore')
with contextlib.redirect_stdout(io.StringIO()):
    import pm4py
pm4py.util.constants.SHOW_PROGRESS_BAR = False
TO = '\u2192'


def read(path):
    if path.endswith('.csv'):
        import pandas
        log = pandas.read_csv(path).drop(columns='start_timestamp', errors='ignore')
        log = pm4py.format_dataframe(log, case_id='case:concept:name', activity_key='concept:name', timestamp_key='time:timestamp')
    else:
        # its default; chunk_regex crashes on attributes inside attributes
        log = pm4py.read_xes(path, variant='iterparse')
    if has_instants(log):
        # events of one instant stay in the order of the document
        log = log.assign(first=log.groupby('case:concept:name', sort=False).ngroup()).sort_values(['first', 'time:timestamp'], kind='stable').drop(columns='first').reset_index(drop=True)
    return log


def log_figures(path):
    try:
        log = read(path)
        by = log['case:concept:name']
    except Exception as error:
        if path.endswith('.csv'): raise
        return {**counted(from_elements(path)), 'timed': False, 'events': None, 'cannot': f'{type(error).__name__}: {error}'}
    timed = has_instants(log)
    # from rows in order, not from its functions that sort again without regard to ties
    found = {**counted(log.groupby('case:concept:name', sort=False)['concept:name'].agg(list)), 'events': len(log), 'timed': timed}
    if timed:
        ties = bool(log.duplicated(['case:concept:name', 'time:timestamp']).any())
        # step by step, ties and all, in pandas; and by its own function, which has no p90
        steps = log.assign(before=log['concept:name'].shift(), took=log['time:timestamp'].diff().dt.total_seconds())[by.eq(by.shift())].groupby(['before', 'concept:name'])['took']
        times = steps.agg(['mean', 'median', 'sum', 'min', 'max', 'std', lambda x: x.quantile(0.9)])
        found['times'] = {TO.join(pair): [none(x) for x in row] for pair, row in zip(times.index, times.to_numpy().tolist())}
        dfg, first, last = pm4py.discover_dfg(log)
        performance, _, _ = pm4py.discover_performance_dfg(log)
        found['own'] = {
            'variants': len(pm4py.get_variants(log)), 'edges': len(dfg), 'follows': int(sum(dfg.values())), 'starts': len(first), 'ends': len(last), 'ties': ties,
            'rework': pm4py.get_rework_cases_per_activity(log),
            'times': {TO.join(pair): [none(one[key]) for key in ('mean', 'median', 'sum', 'min', 'max', 'stdev')] for pair, one in performance.items()},
        }
        found['throughput'] = sorted(float(x) for x in pm4py.get_all_case_durations(log))
        # its functions stop at events without a resource
        if 'org:resource' in log and log['org:resource'].notna().all():
            given, together = pm4py.discover_handover_of_work_network(log), pm4py.discover_working_together_network(log)
            found['handover'] = {TO.join(pair): share for pair, share in given.connections.items()}
            # each pair there and back, as shares of the events
            found['together'] = {TO.join(pair): round(share * len(log), 6) for pair, share in together.connections.items() if pair[0] < pair[1]}
    return found


def has_instants(log):
    """All events have one, and it is one: a text that is no date stays a text."""
    return 'time:timestamp' in log and hasattr(log['time:timestamp'], 'dt') and bool(log['time:timestamp'].notna().all())


def none(number):
    """NaN is no JSON."""
    return None if number != number else float(number)


def from_elements(path):
    """Traces of a log it cannot read, from the elements of the file."""
    import gzip
    from lxml import etree
    root = etree.parse(gzip.open(path) if path.endswith('.gz') else open(path, 'rb')).getroot()
    inside = lambda parent, name: [one for one in parent if etree.QName(one).localname == name]
    named = lambda event: next((one.get('value') for one in event if one.get('key') == 'concept:name'), '')
    return [[named(event) for event in inside(trace, 'event')] for trace in inside(root, 'trace')]


def counted(traces):
    """Counts of traces, plainly."""
    variants, edges, starts, ends, rework = {}, {}, {}, {}, {}
    for trace in traces:
        count(variants, TO.join(trace))
        if not trace: continue
        count(starts, trace[0])
        count(ends, trace[-1])
        for pair in zip(trace, trace[1:]):
            count(edges, TO.join(pair))
        for name in set(trace):
            if trace.count(name) > 1:
                count(rework, name)
    return {'cases': len(traces), 'activities': len({name for trace in traces for name in trace}), 'rows': sum(len(trace) for trace in traces), 'variants': variants, 'edges': edges, 'starts': starts, 'ends': ends, 'rework': rework}


def count(into, key):
    into[key] = into.get(key, 0) + 1


def models(path, noises):
    """Its trees and nets, and the costs of its optimal alignments with them in whole moves, by variant."""
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
        with tempfile.NamedTemporaryFile(suffix='.pnml') as file:
            pm4py.write_pnml(*net, file.name)
            pnml = open(file.name).read()
        found.append({'noise': noise, 'tree': str(tree), 'pnml': pnml, 'costs': costs, 'fitness': replay['log_fitness'], 'fitting': replay['percentage_of_fitting_traces'] / 100})
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


def objects(path):
    """What it finds in an object-centric log: how many of what, and the directly-follows graph of each type of object."""
    log = pm4py.read_ocel2(path) if '"ocel:events"' not in open(path, errors='replace').read(2_000_000) else pm4py.read_ocel(path)
    flow = pm4py.discover_ocdfg(log)
    edges = {kind: {TO.join([objects, *pair]): len(found) for objects, pairs in flow['edges'][kind].items() for pair, found in pairs.items()} for kind in ('event_couples', 'total_objects', 'unique_objects')}
    ends = {side: {TO.join([objects, activity]): len(found) for objects, of in flow[side]['unique_objects'].items() for activity, found in of.items()} for side in ('start_activities', 'end_activities')}
    return {
        'events': log.events['ocel:activity'].value_counts().to_dict(), 'objects': log.objects['ocel:type'].value_counts().to_dict(),
        'relations': len(log.relations), 'between': len(log.o2o), 'changes': len(log.object_changes), **edges, **ends,
    }


def valid(json_file, json_schema, xml_file, xml_schema):
    import jsonschema
    from lxml import etree
    checker = jsonschema.validators.validator_for(schema := json.load(open(json_schema)))(schema)
    xsd = etree.XMLSchema(etree.parse(xml_schema))
    xsd.validate(etree.parse(xml_file))
    # its references want the name of an attribute to be declared by one type alone; where several have it nothing else is said
    shared = [one for one in xsd.error_log if 'More than one match found' in one.message]
    wrong = [str(one) for one in xsd.error_log if 'More than one match found' not in one.message]
    return [[one.message for one in checker.iter_errors(json.load(open(json_file)))], wrong, len(shared)]


tasks = {'log': lambda path: log_figures(path), 'models': lambda path, *noises: models(path, [float(one) for one in noises]), 'opened': opened, 'ocel': ocel, 'objects': objects, 'valid': valid, 'version': lambda: pm4py.__version__}
print(json.dumps(tasks[sys.argv[1]](*sys.argv[2:])))
