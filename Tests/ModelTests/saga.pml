/* The protocol of a saga: what a coordinator writes before what, where anything may crash.
 *
 * One workflow stands for all: a step A, then a composite of two branches B and C that is tried
 * twice, then a step D with a save-point before the composite, to whose E a Catcher goes. A, C, D
 * and E are requests, which may arrive late; B is a shell command, which may outlive its
 * coordinator. C fails half-way and says `When: Attempted`. Each try of the composite visits its
 * branches anew, under keys of their own.
 *
 * What is durable is the fold of the log. A decision and its records are one `atomic`, since they
 * are one write and one flush; what is done because of them is another step, and a crash may lie
 * between. The world moves whenever it likes, also while nobody runs.
 *
 * Each rule that `MUTANT` names is left out by compiling with it; the checker must then object.
 */

/* How many crashes a run has at most, and how many aborts a person asks for. */
#ifndef CRASHES
#define CRASHES 1
#endif
#ifndef ABORTS
#define ABORTS 1
#endif

/* The visits, by their idempotency keys. */
#define A 0
#define B1 1
#define C1 2
#define B2 3
#define C2 4
#define D 5
#define E 6
#define KEYS 7

#define EACH(RULE) RULE(0) RULE(1) RULE(2) RULE(3) RULE(4) RULE(5) RULE(6)
#define ALL(test) (test(0) && test(1) && test(2) && test(3) && test(4) && test(5) && test(6))

#define isShell(k) (k == B1 || k == B2)
#define isHalfway(k) (k == C1 || k == C2)
#ifdef MUTANT_CONTRACT
#define isUndoneWhenFailed(k) false
#else
#define isUndoneWhenFailed(k) isHalfway(k)
#endif

/* A has a retry; the others have what a crash gives them. */
#define MOST(k) (k == A -> 2 : 1)

/* Outcomes in order, so that the worst of several, or success, is the greatest. */
#define NONE 0
#define NOEFFECT 1
#define FAILED 2
#define UNKNOWN 3
#define SUCCEEDED 4

/* ---- Durable: the fold of the log ---- */

/* Attempts with a start record and no end record, and how many were started. */
bool open[KEYS];
byte attempts[KEYS];
byte outcome[KEYS];
/* Whether the state has been left, and how. */
#define LEFT 1
#define BROKEN 2
byte left[KEYS];

/* Where forward work is. */
#define AT_A 0
#define AT_FORK 1
#define AT_D 2
#define AT_E 3
byte place = AT_A;
byte try = 1;

/* The recovery: none, decided, or planned; and what comes after it. */
#define FORWARD 0
#define DECIDED 1
#define PLANNED 2
byte recovery = FORWARD;
#define WHOLE 0
#define RETRY 1
#define SAVEPOINT 2
byte goal = WHOLE;
bool planned[KEYS];
bool undone[KEYS];
bool undoOpen[KEYS];

#define RUNNING 0
#define ENDED_WELL 1
#define ROLLED_BACK 2
byte status = RUNNING;

/* ---- Lost in a crash: what the coordinator knows and the log does not ---- */

/* 0 is nobody; else a coordinator, from 1. */
byte owner;
bool resuming;
bool toSend[KEYS];
bool toUndo[KEYS];
bool listening[KEYS];
byte answer[KEYS];
bool undoAnswer[KEYS];
byte crashes;
byte aborts;

/* Nothing of the visit's is on its way. */
#define isQuiet(k) (flying[k] == 0 && !undoFlying[k] && process[k] == GONE)

/* What `OnInterrupt` says, the same for all. */
#define RERUN 0
#define FAIL 1
#define ASK 2
byte policy;

/* ---- The world ---- */

bool effect[KEYS];
bool tombstone[KEYS];
/* Requests on their way. */
byte flying[KEYS];
bool undoFlying[KEYS];
/* Commands: gone, before their effect, after it. */
#define GONE 0
#define BEFORE 1
#define AFTER 2
byte process[KEYS];
bool signalled[KEYS];

/* ---- What is on, in the order of the workflow ---- */

#define isTurn(k) ( \
    (k == A && place == AT_A) || \
    ((k == B1 || k == C1) && place == AT_FORK && try == 1) || \
    ((k == B2 || k == C2) && place == AT_FORK && try == 2) || \
    (k == D && place == AT_D) || (k == E && place == AT_E))

/* Which visits a recovery is about. */
#define isInScope(k) ( \
    goal == WHOLE || (goal == RETRY && (k == B1 || k == C1)) || (goal == SAVEPOINT && k != A))

#define needsUndo(k) (outcome[k] >= UNKNOWN || (outcome[k] == FAILED && isUndoneWhenFailed(k)))

/* Everything that came after the visit is undone: the reverse of happens-before. */
#ifdef MUTANT_ORDER
#define mayUndo(k) true
#else
#define mayUndo(k) laterAreSettled(k)
#endif
#define isSettled(k) (!planned[k] || undone[k])
#define laterAreSettled(k) ( \
    (k == E) || \
    (k == D && isSettled(E)) || \
    ((k == B2 || k == C2) && isSettled(D) && isSettled(E)) || \
    ((k == B1 || k == C1) && isSettled(B2) && isSettled(C2) && isSettled(D) && isSettled(E)) || \
    (k == A && isSettled(B1) && isSettled(C1) && isSettled(B2) && isSettled(C2) \
        && isSettled(D) && isSettled(E)))

#define isClosed(k) (!open[k])
#define isResting(k) (!isInScope(k) || !open[k])

/* Facts are appended by the owner and by nobody else. */
#define append assert(owner == me)

/* ---- Decisions: facts first, what to do about them in a later step ---- */

#ifdef MUTANT_EFFECT_FIRST
#define START(k) \
:: atomic { mine && canStart(k) && !toSend[k] -> toSend[k] = true; listening[k] = true } \
:: atomic { mine && toSend[k] == false && listening[k] && !open[k] && left[k] == 0 \
    && recovery == FORWARD -> append; open[k] = true; attempts[k]++ }
#else
#define START(k) \
:: atomic { mine && canStart(k) -> \
    append; assert(recovery == FORWARD); \
    open[k] = true; attempts[k]++; toSend[k] = true; listening[k] = true }
#endif
#define canStart(k) ( \
    status == RUNNING && recovery == FORWARD && !resuming && isTurn(k) && !open[k] \
    && !listening[k] && left[k] == 0 && attempts[k] < MOST(k))

/* The effect of a start. A connection that is refused is an answer too: nothing happened. */
#define SEND(k) \
:: atomic { mine && toSend[k] && recovery == FORWARD -> toSend[k] = false; \
    if :: isShell(k) -> process[k] = BEFORE; signalled[k] = false \
       :: !isShell(k) -> flying[k] = (flying[k] < MOST(k) -> flying[k] + 1 : MOST(k)) \
       :: answer[k] = NOEFFECT \
    fi }

/* An attempt has ended: a retry under the same key, or the state is left. D's result may be one
 * that the state cannot use; that fails the state and not the outcome. */
#define END(k) \
:: atomic { mine && open[k] && answer[k] != NONE && recovery == FORWARD -> \
    append; heard = answer[k]; RECORD(k); \
    if :: heard == SUCCEEDED -> left[k] = LEFT; attempts[k] = 0 \
       :: heard == SUCCEEDED && k == D -> left[k] = BROKEN; UNUSABLE(k) \
       :: heard != SUCCEEDED && attempts[k] < MOST(k) \
       :: heard != SUCCEEDED -> left[k] = BROKEN \
    fi; heard = NONE }

#ifdef MUTANT_UNUSABLE
#define UNUSABLE(k) outcome[k] = FAILED
#else
#define UNUSABLE(k) skip
#endif

#ifdef MUTANT_LATEST
#define RECORD(k) outcome[k] = heard; FORGET(k)
#else
#define RECORD(k) outcome[k] = (heard > outcome[k] -> heard : outcome[k]); FORGET(k)
#endif
#define FORGET(k) open[k] = false; answer[k] = NONE; listening[k] = false; toSend[k] = false

/* Time is up. A request is dropped, a command is signalled and awaited. */
#define EXPIRE(k) \
:: atomic { mine && recovery == FORWARD && open[k] && listening[k] && !toSend[k] \
    && !isShell(k) && answer[k] == NONE -> answer[k] = UNKNOWN } \
:: atomic { mine && recovery == FORWARD && open[k] && listening[k] && isShell(k) \
    && process[k] != GONE && !signalled[k] -> signalled[k] = true }

/* Recovery, second: what runs in the scope is stopped, awaited, and its outcome written down. */
#define isStopping(k) ( \
    mine && !resuming && recovery == DECIDED && isInScope(k) && open[k])
#define STOP(k) \
:: atomic { isStopping(k) && toSend[k] -> append; heard = NOEFFECT; RECORD(k); heard = NONE } \
:: atomic { isStopping(k) && !toSend[k] && answer[k] != NONE -> \
    append; heard = answer[k]; RECORD(k); heard = NONE } \
:: atomic { isStopping(k) && !toSend[k] && answer[k] == NONE && !isShell(k) -> \
    append; heard = UNKNOWN; RECORD(k); heard = NONE } \
:: atomic { isStopping(k) && isShell(k) && process[k] != GONE && !signalled[k] -> \
    signalled[k] = true } \
:: atomic { isStopping(k) && !toSend[k] && answer[k] == NONE && isShell(k) && signalled[k] && \
    MAY_LEAVE_GROUP(k) -> append; heard = UNKNOWN; RECORD(k); heard = NONE }

#ifdef MUTANT_GROUP
#define MAY_LEAVE_GROUP(k) true
#else
#define MAY_LEAVE_GROUP(k) (process[k] == GONE)
#endif

/* What a command that was signalled ends with, unless it ends well. */
#ifdef MUTANT_SIGNALLED
#define SIGNALLED_OUTCOME FAILED
#else
#define SIGNALLED_OUTCOME UNKNOWN
#endif

/* On resume, first of all: an attempt without an end is settled. Its group is ended, and only then
 * is it unknown. What follows is `OnInterrupt`'s to say, unless a recovery has begun. */
#ifdef MUTANT_SETTLE
#define SETTLE(k) :: atomic { mine && resuming && open[k] -> \
    append; FORGET(k); UNCOUNTED(k) }
#else
#define SETTLE(k) \
:: atomic { mine && resuming && open[k] && process[k] != GONE && !signalled[k] -> \
    signalled[k] = true } \
:: atomic { mine && resuming && open[k] && MAY_LEAVE_GROUP(k) && !isAsking -> \
    append; heard = INTERRUPTED; RECORD(k); \
    if :: recovery == FORWARD && policy == FAIL -> left[k] = BROKEN \
       :: else -> UNCOUNTED(k) \
    fi; heard = NONE } \
:: atomic { mine && resuming && open[k] && isAsking && isQuiet(k) -> \
    append; heard = (effect[k] -> SUCCEEDED : NOEFFECT); RECORD(k); \
    if :: heard == SUCCEEDED -> left[k] = LEFT \
       :: else -> UNCOUNTED(k) \
    fi; heard = NONE }
#endif
/* A person looks when nothing is on its way any more, and tells the truth. */
#define isAsking (policy == ASK && recovery == FORWARD)
/* A repetition after a crash uses up no retry. */
#define UNCOUNTED(k) attempts[k] = (attempts[k] > 0 -> attempts[k] - 1 : 0)
#ifdef MUTANT_INTERRUPT
/* `OnInterrupt: Fail` would be heard although a recovery has begun. */
#define INTERRUPTED (policy == FAIL -> FAILED : UNKNOWN)
#else
#define INTERRUPTED UNKNOWN
#endif

/* The third record of a recovery is the plan; then undos start, in its order. */
#define PLAN(k) planned[k] = isInScope(k) && needsUndo(k) && !undone[k];

#define UNDO(k) \
:: atomic { mine && !resuming && recovery == PLANNED && planned[k] && !undone[k] \
    && !undoOpen[k] && mayUndo(k) -> \
    append; assert(!open[k]); undoOpen[k] = true; toUndo[k] = true }

#define SEND_UNDO(k) \
:: atomic { mine && toUndo[k] && !undoFlying[k] -> toUndo[k] = false; undoFlying[k] = true }

/* An undo that failed, or whose answer is lost, is tried again. */
#define END_UNDO(k) \
:: atomic { mine && undoOpen[k] && undoAnswer[k] -> \
    append; undoOpen[k] = false; undoAnswer[k] = false; undone[k] = true; \
    left[k] = NONE; outcome[k] = NONE } \
:: atomic { mine && undoOpen[k] && !toUndo[k] && !undoAnswer[k] && !undoFlying[k] -> \
    toUndo[k] = true }

#define decide(aim) append; recovery = DECIDED; goal = aim; UNPLAN
#define UNPLAN d_step { planned[0] = false; planned[1] = false; planned[2] = false; \
    planned[3] = false; planned[4] = false; planned[5] = false; planned[6] = false }

/* What the failed try did is undone before the next one. */
#ifdef MUTANT_RETRY
#define AGAIN append; try = 2
#else
#define AGAIN decide(RETRY)
#endif

#define first (try == 1 -> B1 : B2)
#define second (try == 1 -> C1 : C2)

#define canGoOn ( \
    mine && !resuming && recovery == FORWARD && status == RUNNING)
#define isBroken ( \
    (place == AT_A && left[A] == BROKEN) || \
    (place == AT_FORK && (left[first] == BROKEN || left[second] == BROKEN)) || \
    (place == AT_D && left[D] == BROKEN) || (place == AT_E && left[E] == BROKEN))

/* The one that did not crash takes over: which of two equals it is makes no difference. */
#ifdef MUTANT_LOCK
#define canOwn true
#else
#define canOwn (owner == 0 && me == crashes % 2 + 1)
#endif

#ifdef MUTANT_PLAN
#define LOSE_PLAN UNPLAN
#else
#define LOSE_PLAN skip
#endif

#define LOSE(k) toSend[k] = false; toUndo[k] = false; listening[k] = false; answer[k] = NONE; \
    undoAnswer[k] = false;

active [2] proctype coordinator()
{
    byte me = _pid + 1;
    byte heard;
    bool mine;

end_idle:
    atomic { canOwn && status == RUNNING -> owner = me; mine = true; resuming = true }

    do
    /* Taking over ends when nothing is left to settle. */
    :: atomic { mine && resuming && ALL(isClosed) -> resuming = false }
    EACH(SETTLE)

    EACH(START)
    EACH(SEND)
    EACH(END)
    EACH(EXPIRE)

    /* On to the next state. */
    :: atomic { canGoOn && place == AT_A && left[A] == LEFT -> append; place = AT_FORK }
    :: atomic { canGoOn && place == AT_FORK && left[first] == LEFT && left[second] == LEFT ->
        append; place = AT_D }
    :: atomic { canGoOn && place == AT_D && left[D] == LEFT -> append; status = ENDED_WELL }
    :: atomic { canGoOn && place == AT_E && left[E] == LEFT -> append; status = ENDED_WELL }

    /* Recovery, first: decided, and nothing forward starts in its scope from here on. */
    :: atomic { canGoOn && isBroken -> decide(WHOLE) }
    :: atomic { canGoOn && isBroken && place == AT_FORK && try == 1 -> AGAIN }
    :: atomic { canGoOn && isBroken && place == AT_D -> decide(SAVEPOINT) }

    /* A person aborts: a wider recovery absorbs a narrower one. */
    :: atomic { mine && !resuming && status == RUNNING && aborts < ABORTS &&
        !(recovery != FORWARD && goal == WHOLE) -> aborts++; decide(WHOLE) }

    EACH(STOP)

    :: atomic { mine && !resuming && recovery == DECIDED && ALL(isResting) ->
        append; recovery = PLANNED; EACH(PLAN) }

    EACH(UNDO)
    EACH(SEND_UNDO)
    EACH(END_UNDO)

    /* Everything is undone: the end, or forward again. */
    :: atomic { mine && !resuming && recovery == PLANNED && ALL(isSettled) ->
        append;
        if :: goal == WHOLE -> status = ROLLED_BACK
           :: goal == RETRY -> recovery = FORWARD; try = 2
           :: goal == SAVEPOINT -> recovery = FORWARD; place = AT_E
        fi }

    :: atomic { mine && crashes < CRASHES ->
        crashes++; owner = 0; mine = false; EACH(LOSE) LOSE_PLAN; goto end_idle }
    :: atomic { mine && status != RUNNING -> owner = 0; mine = false; break }
    od
}

/* A service. The same key takes effect once; after an undo it has none. */
#ifdef MUTANT_TOMBSTONE
#define isBarred(k) false
#else
#define isBarred(k) tombstone[k]
#endif
#define REPLY(k, what) if :: listening[k] && !toSend[k] && answer[k] == NONE -> answer[k] = what \
    :: else fi

/* What rests on A's effect. */
#define isFollowed (effect[B1] || effect[C1] || effect[B2] || effect[C2] || effect[D] || effect[E])

#define SERVE(k) \
:: atomic { flying[k] > 0 -> flying[k]--; \
    if :: isBarred(k) -> REPLY(k, FAILED) \
       :: !isBarred(k) -> effect[k] = true; REPLY(k, SUCCEEDED) \
       :: !isBarred(k) && isHalfway(k) -> effect[k] = true; REPLY(k, FAILED) \
       :: !isBarred(k) -> REPLY(k, FAILED) \
    fi } \
:: atomic { undoFlying[k] -> undoFlying[k] = false; \
    if :: assert(k != A || !effect[A] || !isFollowed); effect[k] = false; \
            tombstone[k] = !isShell(k); undoAnswer[k] = undoOpen[k] && owner != 0 \
       :: skip \
    fi }

/* A command. It may do its work after it was told to end, and end as if it had not. */
#define WORK(k) \
:: atomic { isShell(k) && process[k] == BEFORE -> effect[k] = true; process[k] = AFTER } \
:: atomic { isShell(k) && process[k] == AFTER -> process[k] = GONE; \
    signalled[k] = false; REPLY(k, SUCCEEDED) } \
:: atomic { isShell(k) && process[k] == BEFORE && !signalled[k] -> process[k] = GONE; \
    REPLY(k, FAILED) } \
:: atomic { isShell(k) && process[k] != GONE && signalled[k] -> process[k] = GONE; \
    signalled[k] = false; REPLY(k, SIGNALLED_OUTCOME) }

active proctype world()
{
    if :: policy = RERUN :: policy = FAIL :: policy = ASK fi;
end:
    do
    EACH(SERVE)
    EACH(WORK)
    od
}

/* ---- What must hold when all has ended and nothing is on its way ---- */

#define isGone(k) (!effect[k])

active proctype judge()
{
end:
    atomic { status != RUNNING && owner == 0 && ALL(isQuiet) };
    d_step {
        if
        :: status == ROLLED_BACK -> assert(ALL(isGone))
        :: status == ENDED_WELL && place == AT_E ->
            assert(effect[A] && effect[E] && !effect[B1] && !effect[C1] && !effect[B2] &&
                !effect[C2] && !effect[D])
        :: status == ENDED_WELL && place == AT_D && try == 1 ->
            assert(effect[A] && effect[B1] && effect[C1] && effect[D] &&
                !effect[B2] && !effect[C2] && !effect[E])
        :: status == ENDED_WELL && place == AT_D && try == 2 ->
            assert(effect[A] && effect[B2] && effect[C2] && effect[D] &&
                !effect[B1] && !effect[C1] && !effect[E])
        fi
    }
}
