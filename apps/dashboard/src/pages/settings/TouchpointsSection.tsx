import { AsyncState, Empty, Loading } from "../../ui/States.tsx";
import { useWords } from "../../words.ts";
import { AddByName } from "./AddByName.tsx";
import { JourneyEditor } from "./JourneyEditor.tsx";
import { keyFor } from "./key-for.ts";
import { placesWords } from "./places-words.ts";
import { Section } from "./Setting.tsx";
import { usePlaces } from "./usePlaces.ts";

/** The stages of the journey and the touchpoints in them. Everything keeps itself and can be taken back. */
export function TouchpointsSection() {
  const words = useWords(placesWords).touchpoints;
  const places = usePlaces();
  return (
    <Section title={words.what} lead={`${words.intro} ${words.order}`}>
      <AsyncState query={places.journeys} what={words.what} loading={<Loading lines={8} height={480} />}>
        {({ data: journeys }) => (
          <AsyncState query={places.touchpoints} what={words.what} loading={<Loading lines={8} height={480} />}>
            {({ data: touchpoints }) =>
              journeys.length === 0 ? (
                <>
                  <Empty title={words.none.title} text={words.none.text} />
                  <AddByName
                    label={words.newStage}
                    button={words.addStage}
                    onAdd={(name) => void places.beginJourney({ key: keyFor(name, [], "stage"), name })}
                  />
                </>
              ) : (
                journeys.map((journey, index) => (
                  <JourneyEditor
                    key={journey.id}
                    journey={journey}
                    isNamed={journeys.length > 1}
                    hasUnplaced={index === 0}
                    all={touchpoints}
                    places={places}
                  />
                ))
              )
            }
          </AsyncState>
        )}
      </AsyncState>
    </Section>
  );
}
